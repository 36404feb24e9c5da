package io.feedalign.cli.report;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where the command speaks: results to one stream, progress and errors to the other.
 *
 * @param terminal whether somebody watches, so that a progress bar may move
 */
public record Console(PrintStream out, PrintStream err, boolean terminal) {

  /** The streams of this process. */
  public static Console ofProcess() {
    return new Console(
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        System.console() != null);
  }

  /** Streams that nobody watches. */
  public static Console of(PrintStream out, PrintStream err) {
    return new Console(out, err, false);
  }

  /** One line of the result. */
  public void say(String line) {
    out.println(line);
  }

  /** One line about what is going on. */
  public void note(String line) {
    err.println(line);
  }
}
