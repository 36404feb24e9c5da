package io.feedalign.core.plugin;

import java.nio.file.Path;

/**
 * A jar of plugins that was opened: code with the rights of whoever runs it, so its digest goes
 * into the record of each run.
 *
 * @param file where it lies
 * @param sha256 of its bytes, in lower-case hexadecimal digits
 */
public record PluginJar(Path file, String sha256) {
  /** Its name without the folder. */
  public String name() {
    return String.valueOf(file.getFileName());
  }
}
