package io.feedalign.datasets.image;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that share numbered jobs. Whoever is free takes the next number, so which thread does
 * what is chance, and what is done must not depend on it.
 *
 * <p>They are never interrupted: a thread interrupted while it reads a file closes it for all.
 */
public final class Crew implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final int workers;
  private final ExecutorService threads;

  /** A job's number, and who does it. */
  @FunctionalInterface
  public interface Job {
    /**
     * Does it.
     *
     * @param worker from 0; one worker does one job at a time
     * @param number of the job, from 0
     */
    void run(int worker, int number);
  }

  /** A crew of the given size; its threads start with the first job. */
  public Crew(int workers) {
    this.workers = workers;
    this.threads =
        Executors.newFixedThreadPool(
            workers,
            task -> {
              Thread thread = new Thread(task, "feedalign-pictures");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** How many there are. */
  public int size() {
    return workers;
  }

  /**
   * Does jobs 0 to count - 1. If some fail, it throws what the first by number threw, whatever the
   * timing: all below it were begun before it, and are finished.
   */
  public void run(int count, Job job) {
    AtomicInteger next = new AtomicInteger();
    ConcurrentSkipListMap<Integer, Throwable> failures = new ConcurrentSkipListMap<>();
    CountDownLatch busy = new CountDownLatch(workers);
    for (int i = 0; i < workers; i++) {
      int worker = i;
      threads.execute(
          () -> {
            work(next, count, failures, number -> job.run(worker, number));
            busy.countDown();
          });
    }
    await(busy, next, count);
    if (!failures.isEmpty()) {
      rethrow(failures.firstEntry().getValue());
    }
  }

  private static void work(
      AtomicInteger next,
      int count,
      ConcurrentSkipListMap<Integer, Throwable> failures,
      java.util.function.IntConsumer job) {
    for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
      try {
        job.accept(number);
      } catch (Throwable failure) { // carried to the thread that asked
        failures.put(number, failure);
        next.set(count);
      }
    }
  }

  private static void await(CountDownLatch busy, AtomicInteger next, int count) {
    boolean interrupted = false;
    while (true) {
      try {
        busy.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        next.set(count); // the jobs that are under way are finished: they use shared memory
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
      throw FaException.user("Reading pictures was interrupted.");
    }
  }

  private static void rethrow(Throwable failure) {
    if (failure instanceof Error) {
      throw (Error) failure;
    }
    if (failure instanceof FaException) {
      throw (FaException) failure;
    }
    throw new FaException(ErrorKind.INTERNAL, "Reading a picture failed: " + failure, failure);
  }

  @Override
  public void close() {
    threads.shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw FaException.internal("A thread that reads pictures does not end.");
        }
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
