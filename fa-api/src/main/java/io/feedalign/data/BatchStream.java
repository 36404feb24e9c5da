package io.feedalign.data;

import org.apiguardian.api.API;

/**
 * One pass over a split. Used by one thread: the trainer runs it on a thread of its own, which
 * decodes the next batch while the last one trains.
 *
 * <pre>{@code
 * Batch batch = Batch.allocate(128, data.imageShape());
 * try (BatchStream pass = data.stream(Split.TRAIN, StreamOptions.learning(128, seed, 0))) {
 *   while (pass.next(batch)) {
 *     float firstPixel = batch.images().get(0);
 *   }
 * }
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface BatchStream extends AutoCloseable {
  /** Number of batches that the whole pass gives. */
  int batches();

  /**
   * Decodes the next batch into staging memory, by absolute positions.
   *
   * @return whether there was one; false leaves the memory as it is
   * @throws io.feedalign.error.FaException naming file and place, if data is damaged
   */
  boolean next(Batch into);

  /**
   * Passes over batches as if they had been decoded, for a run that goes on within an epoch. A data
   * set that can do so without decoding should.
   *
   * @param scratch memory that may be overwritten
   */
  default void skip(int count, Batch scratch) {
    boolean more = true;
    for (int i = 0; i < count && more; i++) {
      more = next(scratch);
    }
  }

  @Override
  default void close() {}
}
