package io.feedalign.bench.peer;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Whether libtorch is part of this build, and what it says of itself. */
public final class Peer {
  private static final String NOTE = "peer.properties";
  private static final String TORCH = "org/bytedeco/pytorch/global/torch.class";

  private Peer() {}

  /** Whether it can be started. */
  public static boolean present() {
    return Peer.class.getResource(NOTE) != null
        && Peer.class.getClassLoader().getResource(TORCH) != null;
  }

  /**
   * The name that we have for what its autograd computes.
   *
   * @throws FaException (USER) if it is not there, saying how to get it
   */
  public static String rule() {
    if (!present()) {
      throw FaException.user(
          "libtorch is not part of this build. Build with it: mvn -q -Ppeer -Dquick"
              + " -Dmaven.test.skip=true package, which fetches some 90 MB once.");
    }
    Properties note = new Properties();
    try (InputStream stream = Peer.class.getResourceAsStream(NOTE)) {
      note.load(stream);
    } catch (IOException e) {
      throw new FaException(ErrorKind.INTERNAL, NOTE + " cannot be read: " + e, e);
    }
    return note.getProperty("rule");
  }
}
