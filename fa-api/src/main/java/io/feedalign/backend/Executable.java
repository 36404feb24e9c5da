package io.feedalign.backend;

import io.feedalign.ir.Value;
import io.feedalign.tensor.Tensor;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.apiguardian.api.API;

/**
 * A program bound to memory.
 *
 * <pre>{@code
 * executable.tensor(x).writeInLayout(batch.images()); // a feed
 * executable.run();
 * float[] scores = executable.tensor(logits).toArray(); // a read
 * }</pre>
 *
 * <p>A run may also be begun and finished apart, so that the host writes what the next run is fed
 * with while a device computes:
 *
 * <pre>{@code
 * executable.begin();
 * executable.next(x).ifPresent(place -> place.writeInLayout(batch.images()));
 * executable.finish();
 * }</pre>
 *
 * Between the two, places given by {@link #next} may be written and nothing else: neither this
 * program nor any other that shares one of its arenas is run, and none of their tensors is touched.
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Executable extends AutoCloseable {
  /** Executes every instruction and waits for the end. No allocation, no lookup. */
  void run();

  /**
   * Executes every instruction as {@link #run()} does, and tells on the way how many are done: for
   * profiles. Whatever executes several as one tells once for them; whatever executes all as one,
   * which is the default, tells once in the end.
   *
   * @param progress given how many of the program's first instructions are done: 0 at the start,
   *     then never less than before; {@link Integer#MAX_VALUE} for all
   */
  default void run(IntConsumer progress) {
    progress.accept(0);
    run();
    progress.accept(Integer.MAX_VALUE);
  }

  /**
   * Begins to execute every instruction and may return before the end, which {@link #finish} waits
   * for. By default the end has come when it returns.
   */
  default void begin() {
    run();
  }

  /** Waits for the end of a run that was begun, and reports what failed on the way. */
  default void finish() {}

  /** The tensor behind a feed, a state or a read of the program. */
  Tensor tensor(Value value);

  /**
   * A place for what a feed holds in the next run, to be written at any time, during a run that was
   * begun too, which does not see it. The next run of this executable takes it over into {@link
   * #tensor} as it starts, whatever other programs wrote there meanwhile; runs after that find it
   * there like anything that was fed. Of this place and {@code tensor(feed)} of the same
   * executable, the one that was written last counts. It cannot be read.
   *
   * @return empty where nothing would be won by it, as by default: then feed once the run is over
   */
  default Optional<Tensor> next(Value feed) {
    return Optional.empty();
  }

  /** What its kernels need beside its arenas, taken when it was bound: for plans and messages. */
  default WorkingMemory working() {
    return WorkingMemory.NONE;
  }

  @Override
  void close();
}
