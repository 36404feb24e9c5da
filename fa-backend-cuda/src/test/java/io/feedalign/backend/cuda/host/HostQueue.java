package io.feedalign.backend.cuda.host;

/** What a twin was told to do and has not ended: it allocates nothing as it goes. */
final class HostQueue {
  private static final int MOST = 4096;

  private final Runnable[] steps = new Runnable[MOST];
  private long emptied;
  private int begun;
  private int queued;

  boolean full() {
    return queued == MOST;
  }

  boolean empty() {
    return queued == 0;
  }

  void add(Runnable step) {
    steps[queued++] = step;
  }

  /** How many things were ever told. */
  long told() {
    return emptied + queued;
  }

  /** How many of them were begun; each ends before anything that asks. */
  long begun() {
    return emptied + begun;
  }

  /** The next to begin. */
  Runnable next() {
    return steps[begun++];
  }

  /** Forgets what was not begun. */
  void clear() {
    emptied += queued;
    queued = 0;
    begun = 0;
  }
}
