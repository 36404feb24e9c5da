package io.feedalign.cli;

import io.feedalign.cli.report.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One call of the command in this process, and what it said.
 *
 * @param exit its exit code
 * @param out what it wrote as result
 * @param err what it wrote beside
 */
public record Fa(int exit, String out, String err) {

  /** Eight-by-eight images, three classes, one convolution: trains in a moment on plain loops. */
  public static final String TINY =
      """
      name: tiny
      data: {name: synthetic, shape: [1, 8, 8], classes: 3, train: 60, test: 20}
      model:
        name: sequential
        layers: [{conv: {out: 2, kernel: 3}}, relu, {conv: {out: 2, kernel: 3}}, relu, flatten, {dense: {out: 3}}]
      rule: {name: usf, magnitude: sn}
      update: {name: sgd, rate: 0.01, momentum: 0.9}
      backend: reference
      batch: 10
      epochs: 2
      seed: 5
      """;

  public static Fa run(Object... arguments) {
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = String.valueOf(arguments[i]);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = Console.of(stream(out), stream(err));
    int exit = Main.run(console, texts);
    return new Fa(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Writes an experiment beside the test's other files. */
  public static Path file(Path folder, String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
