package io.feedalign.cli.command;

import io.feedalign.cli.report.Console;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C and a polite kill while a run is on: the first one asks it to stop between two steps, the
 * second one ends the process at once.
 */
final class StopSignals implements AutoCloseable {
  private static final List<String> NAMES = List.of("INT", "TERM");

  /** What a shell adds to the number of the signal that ended a process. */
  private static final int ENDED_BY = 128;

  private final Console console;
  private final Map<Signal, SignalHandler> before = new LinkedHashMap<>();
  private volatile int received;

  private StopSignals(Console console) {
    this.console = console;
  }

  /** Listens until it is closed. */
  static StopSignals listen(Console console) {
    StopSignals signals = new StopSignals(console);
    for (String name : NAMES) {
      try {
        Signal signal = new Signal(name);
        signals.before.put(signal, Signal.handle(signal, signals::receive));
      } catch (IllegalArgumentException taken) {
        console.note("note: " + taken.getMessage() + "; it ends the run without a checkpoint.");
      }
    }
    return signals;
  }

  private void receive(Signal signal) {
    int code = ENDED_BY + signal.getNumber();
    if (received != 0) {
      Runtime.getRuntime().halt(code);
    }
    received = code;
    console.note("stopping after this step; once more to stop at once ...");
  }

  /** Whether the run has to stop. */
  boolean asked() {
    return received != 0;
  }

  /** What the process has to exit with, if it was asked to stop. */
  OptionalInt exitCode() {
    return received == 0 ? OptionalInt.empty() : OptionalInt.of(received);
  }

  @Override
  public void close() {
    before.forEach(Signal::handle);
  }
}
