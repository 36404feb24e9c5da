package io.feedalign.cli;

import io.feedalign.cli.report.Console;
import io.feedalign.cli.wiring.CommandRoot;

/** Entry point of the command {@code fa}. */
public final class Main {

  private Main() {}

  /** Runs one command and leaves with its exit code. */
  public static void main(String[] args) {
    System.exit(run(Console.ofProcess(), args));
  }

  /** Runs one command in this process; its exit code. */
  public static int run(Console console, String... args) {
    return CommandRoot.on(console).run(args);
  }
}
