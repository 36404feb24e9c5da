package io.feedalign.core.run;

/** Seconds spent in learning steps only. The one place of this package that reads a clock. */
final class Stopwatch {
  private long started;
  private long total;

  void start() {
    started = System.nanoTime();
  }

  void stop() {
    total += System.nanoTime() - started;
  }

  double seconds() {
    return total / 1e9;
  }
}
