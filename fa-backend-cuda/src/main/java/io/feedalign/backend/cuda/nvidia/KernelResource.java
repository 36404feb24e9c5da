package io.feedalign.backend.cuda.nvidia;

import io.feedalign.error.FaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The text of kernels beside this class, for given sizes. */
final class KernelResource {
  private KernelResource() {}

  /**
   * A text that begins with constants and goes on with a resource.
   *
   * @param name such as {@code direct.cu}
   * @param constants whole numbers by name
   */
  static String with(String name, Map<String, Long> constants) {
    StringBuilder text = new StringBuilder();
    constants.forEach(
        (constant, value) ->
            text.append("#define ").append(constant).append(' ').append(value).append('\n'));
    return text.append(read(name)).toString();
  }

  private static String read(String name) {
    try (InputStream bytes = KernelResource.class.getResourceAsStream(name)) {
      if (bytes == null) {
        throw FaException.internal("The kernels '" + name + "' are missing from the jar.");
      }
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw FaException.internal("The kernels '" + name + "' cannot be read: " + broken);
    }
  }
}
