package io.feedalign.core.checkpoint;

import io.feedalign.core.store.IoReason;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file that says that a folder is whole: a line of SHA-256 and name for each other file, as
 * {@code sha256sum} writes them, and one for the lines above it.
 */
final class Seal {
  static final String NAME = "COMMIT";

  private static final int MOST_BYTES = 1 << 16;
  private static final Pattern LINE =
      Pattern.compile(
          "([0-9a-f]{64})  ((?:[A-Za-z0-9][A-Za-z0-9._-]*/)?[A-Za-z0-9][A-Za-z0-9._-]*)");

  private Seal() {}

  static String text(Map<String, String> digests) {
    StringBuilder lines = new StringBuilder();
    digests.forEach((name, digest) -> lines.append(line(digest, name)));
    return lines + line(Digest.of(lines.toString()), NAME);
  }

  /**
   * Digests by name.
   *
   * @throws FaException (USER) naming the file, unless it is to the byte what was written
   */
  static Map<String, String> read(Path file) {
    String text = content(file);
    int end = text.length() - line("0".repeat(64), NAME).length();
    if (end <= 0 || !text.substring(end).equals(line(Digest.of(text.substring(0, end)), NAME))) {
      throw FaException.user("'" + file + "' is damaged: its last line does not fit the others.");
    }
    Map<String, String> digests = new LinkedHashMap<>();
    for (String line : text.substring(0, end).split("\n")) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw FaException.user("'" + file + "' has a line that is no SHA-256 and name.");
      }
      digests.put(parts.group(2), parts.group(1));
    }
    return digests;
  }

  private static String content(Path file) {
    try (InputStream input = Files.newInputStream(file)) {
      return new String(input.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new FaException(
          ErrorKind.USER, "Cannot read '" + file + "': " + IoReason.of(e) + ".", e);
    }
  }

  private static String line(String digest, String name) {
    return digest + "  " + name + "\n";
  }
}
