package io.feedalign.core.run;

/** Seconds between starts and stops. The one place of the core that reads a clock. */
public final class Stopwatch {
  private long started;
  private long total;
  private boolean running;

  /** Goes on. */
  public void start() {
    started = System.nanoTime();
    running = true;
  }

  /** Pauses, if it runs. */
  public void stop() {
    total = elapsed();
    running = false;
  }

  /** All seconds so far. */
  public double seconds() {
    return elapsed() / 1e9;
  }

  private long elapsed() {
    return running ? total + System.nanoTime() - started : total;
  }
}
