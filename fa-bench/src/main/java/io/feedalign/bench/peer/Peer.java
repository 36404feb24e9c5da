package io.feedalign.bench.peer;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Whether libtorch is part of this build, and what it says of itself. */
public final class Peer {
  private static final String NOTE = "peer.properties";
  private static final String MAIN = "io/feedalign/bench/peer/PeerMain.class";
  private static final String TORCH = "org/bytedeco/pytorch/global/torch.class";

  private Peer() {}

  /** Whether it can be started. */
  public static boolean present() {
    ClassLoader loader = Peer.class.getClassLoader();
    return loader.getResource(TORCH) != null && loader.getResource(MAIN) != null;
  }

  /**
   * Checks that it is there.
   *
   * @throws FaException (USER) if it is not, saying how to get it
   */
  static void require() {
    if (!present()) {
      throw FaException.user(
          "libtorch is not part of this build. Build with it: mvn -q -Ppeer -Dquick"
              + " -Dmaven.test.skip=true package, which fetches some 90 MB once.");
    }
  }

  /** The name that we have for what PyTorch's autograd computes. */
  public static String rule() {
    Properties note = new Properties();
    try (InputStream stream = Peer.class.getResourceAsStream(NOTE)) {
      note.load(stream);
    } catch (IOException e) {
      throw new FaException(ErrorKind.INTERNAL, NOTE + " cannot be read: " + e, e);
    }
    return note.getProperty("rule");
  }
}
