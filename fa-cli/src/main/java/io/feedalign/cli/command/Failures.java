package io.feedalign.cli.command;

import io.feedalign.cli.report.Console;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Turns whatever goes wrong into a sentence and an exit code; stack traces go to a file. */
public final class Failures {

  private final Console console;
  private final boolean traces;

  /** Failures told on a console. */
  public Failures(Console console) {
    this(console, false);
  }

  /**
   * Failures told on a console.
   *
   * @param traces whether to show stack traces as well
   */
  public Failures(Console console, boolean traces) {
    this.console = console;
    this.traces = traces;
  }

  /** Says what happened; the exit code. */
  public int tell(Throwable failure) {
    if (traces) {
      trace(failure).lines().forEach(console::note);
    }
    if (failure instanceof FaException) {
      FaException known = (FaException) failure;
      String.valueOf(known.getMessage()).lines().forEach(line -> console.note("error: " + line));
      if (ExitCode.of(known) == ExitCode.OUR_FAULT) {
        console.note(whoseFault(known.kind()) + details(failure));
      }
      return ExitCode.of(known);
    }
    if (failure instanceof OutOfMemoryError) {
      console.note(
          "error: Java ran out of memory ("
              + failure.getMessage()
              + "). Use a smaller batch, or"
              + " give it more: FA_JAVA_OPTIONS=-Xmx8g ./fa ...");
      return ExitCode.USER;
    }
    console.note(
        "error: fa failed unexpectedly: "
            + failure.getClass().getSimpleName()
            + (failure.getMessage() == null ? "" : ": " + firstLine(failure.getMessage()))
            + ".");
    console.note(whoseFault(ErrorKind.INTERNAL) + details(failure));
    return ExitCode.OUR_FAULT;
  }

  private static String whoseFault(ErrorKind kind) {
    return kind == ErrorKind.PLUGIN
        ? "This is a mistake in a plugin, not in your experiment. "
        : "This is a mistake in feedalign, not yours. ";
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }

  private static String trace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  private static String details(Throwable failure) {
    try {
      Path file = Files.createTempFile("fa-error-", ".log");
      Files.writeString(file, trace(failure));
      return "The details are in " + file + ".";
    } catch (IOException e) {
      return "The details could not be written to a file (" + e.getMessage() + ").";
    }
  }
}
