package io.feedalign.core.run;

import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.tensor.Shape;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/**
 * Decodes the next batch on a thread of its own while the last one trains: two staging batches go
 * round between the two threads. What comes out does not depend on timing.
 */
final class Prefetcher implements AutoCloseable {
  private static final int STAGING_BATCHES = 2;

  private final BatchStream stream;
  private final int skipped;
  private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(STAGING_BATCHES);
  private final BlockingQueue<Delivery> ready = new ArrayBlockingQueue<>(STAGING_BATCHES + 1);
  private final Thread decoder;
  private Optional<Batch> lent = Optional.empty();
  private boolean over;

  /** A full batch, the end, or what went wrong. */
  private record Delivery(Optional<Batch> batch, Optional<Throwable> failure) {}

  Prefetcher(BatchStream stream, int batch, Shape image) {
    this(stream, 0, () -> Batch.allocate(batch, image));
  }

  /**
   * A pass of which the first batches are not wanted.
   *
   * @param skipped how many of them
   * @param staging allocates one
   */
  Prefetcher(BatchStream stream, int skipped, Supplier<Batch> staging) {
    this.stream = stream;
    this.skipped = skipped;
    for (int i = 0; i < STAGING_BATCHES; i++) {
      free.add(staging.get());
    }
    decoder = new Thread(this::decode, "feedalign-decoder");
    decoder.setDaemon(true);
    decoder.start();
  }

  /** The next batch, valid until the next call; empty at the end of the pass. */
  Optional<Batch> next() {
    lent.ifPresent(free::add);
    lent = Optional.empty();
    if (over) {
      return lent;
    }
    Delivery delivery = take(ready);
    over = delivery.batch().isEmpty();
    delivery.failure().ifPresent(Prefetcher::rethrow);
    lent = delivery.batch();
    return lent;
  }

  private void decode() {
    try {
      skip();
      while (true) {
        Batch batch = free.take();
        if (!stream.next(batch)) {
          ready.put(new Delivery(Optional.empty(), Optional.empty()));
          return;
        }
        ready.put(new Delivery(Optional.of(batch), Optional.empty()));
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (Throwable failure) { // carried to the training thread, which throws it
      ready.add(new Delivery(Optional.empty(), Optional.of(failure)));
    }
  }

  private void skip() throws InterruptedException {
    if (skipped > 0) {
      Batch scratch = free.take();
      stream.skip(skipped, scratch);
      free.put(scratch);
    }
  }

  private static void rethrow(Throwable failure) {
    if (failure instanceof Error) {
      throw (Error) failure;
    }
    if (failure instanceof RuntimeException) {
      throw (RuntimeException) failure;
    }
    throw new FaException(ErrorKind.PLUGIN, "A data set failed: " + failure, failure);
  }

  private static <T> T take(BlockingQueue<T> queue) {
    try {
      return queue.take();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new FaException(ErrorKind.USER, "Training was interrupted.", stopped);
    }
  }

  @Override
  public void close() {
    decoder.interrupt();
    try {
      decoder.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    stream.close();
  }
}
