package io.feedalign.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where benchmarks speak: numbers to one stream, everything else to the other. */
public record Output(PrintStream numbers, PrintStream notes) {
  /** The streams of this process. */
  public static Output ofProcess() {
    return new Output(
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8));
  }
}
