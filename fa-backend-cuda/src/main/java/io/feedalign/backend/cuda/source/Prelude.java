package io.feedalign.backend.cuda.source;

import io.feedalign.error.FaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The device functions that kernels call: the resources beside this class, in order. */
public final class Prelude {
  /** The most parameters that a kernel may have. */
  public static final int PARAMETERS = 24;

  private static final List<String> PARTS =
      List.of(
          "prelude.cu",
          "order.cu",
          "point.cu",
          "move.cu",
          "philox.cu",
          "reduce.cu",
          "norm.cu",
          "pool.cu",
          "loss.cu");

  private Prelude() {}

  /** All of it. */
  public static String text() {
    StringBuilder text = new StringBuilder();
    PARTS.forEach(part -> text.append(read(part)).append('\n'));
    return text.toString();
  }

  private static String read(String part) {
    try (InputStream bytes = Prelude.class.getResourceAsStream(part)) {
      if (bytes == null) {
        throw missing(part, "it is not there");
      }
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw missing(part, String.valueOf(broken.getMessage()));
    }
  }

  private static FaException missing(String part, String why) {
    return FaException.internal(
        "The CUDA backend cannot read its device functions '" + part + "': " + why + ".");
  }
}
