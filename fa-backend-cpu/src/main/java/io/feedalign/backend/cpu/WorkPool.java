package io.feedalign.backend.cpu;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads, the caller among them, that share one piece of work at a time. How
 * work is cut depends on nothing but its size and the number of threads.
 */
public final class WorkPool implements AutoCloseable {
  /**
   * About 50 microseconds: longer than most gaps between kernels, too short to disturb OpenMP's.
   */
  private static final int SPINS = 1500;

  private static final int PARTS_BITS = 16;

  /** Work that can be done in parts. */
  @FunctionalInterface
  public interface Work {
    /** Does part {@code index} of {@code count}. */
    void part(int index, int count);
  }

  private final Thread[] workers;
  // Round number and parts in one word: a worker that isn't needed may look at it late.
  private volatile long ticket;
  private volatile boolean closed;
  private final Done[] done;
  private volatile @Nullable Throwable failure;
  private Work work = (index, count) -> {};

  /** A worker's last finished round; a field of its own object, apart from the others'. */
  private static final class Done {
    volatile long ticket;
  }

  /** A pool of that many threads, at least one. */
  public WorkPool(int threads) {
    workers = new Thread[threads - 1];
    done = new Done[threads - 1];
    for (int i = 0; i < workers.length; i++) {
      int index = i + 1;
      done[i] = new Done();
      workers[i] = new Thread(() -> serve(index), "feedalign-cpu-" + index);
      workers[i].setDaemon(true);
      workers[i].start();
    }
  }

  /** How many threads share the work. */
  public int threads() {
    return workers.length + 1;
  }

  /** Into how many parts to cut so many units, if a part should have at least {@code grain}. */
  public int parts(long units, long grain) {
    return (int) Math.max(1, Math.min(threads(), units / grain));
  }

  /** The first unit of a part, so that parts differ by one at most. */
  public static int start(int units, int index, int count) {
    return (int) ((long) units * index / count);
  }

  /** Does the work in that many parts, at most {@link #threads}, and waits for the end. */
  public void run(Work job, int count) {
    if (count == 1) {
      job.part(0, 1);
      return;
    }
    work = job;
    long now = (ticket >>> PARTS_BITS) + 1 << PARTS_BITS | count;
    ticket = now;
    for (int i = 0; i < count - 1; i++) {
      LockSupport.unpark(workers[i]);
    }
    try {
      job.part(0, count);
    } finally {
      await(now, count);
    }
    rethrow();
  }

  private void await(long now, int count) {
    for (int i = 0; i < count - 1; i++) {
      int spins = 0;
      while (done[i].ticket != now) {
        if (spins++ < SPINS) {
          Thread.onSpinWait();
        } else {
          Thread.yield();
        }
      }
    }
  }

  private void serve(int index) {
    long seen = 0;
    while (!closed) {
      int spins = 0;
      while (ticket == seen && !closed) {
        if (spins++ < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      // Closing wakes workers too; the last round must not be done again, its memory may be gone.
      if (ticket != seen) {
        seen = ticket;
        serveRound(index, seen);
      }
    }
  }

  private void serveRound(int index, long now) {
    int parts = (int) (now & (1L << PARTS_BITS) - 1);
    if (index >= parts) {
      return;
    }
    try {
      work.part(index, parts);
    } catch (Throwable thrown) { // carried to the caller, which rethrows it
      failure = thrown;
    } finally {
      done[index - 1].ticket = now;
    }
  }

  private void rethrow() {
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      if (thrown instanceof Error) {
        throw (Error) thrown;
      }
      throw (RuntimeException) thrown;
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Thread worker : workers) {
      LockSupport.unpark(worker);
    }
  }
}
