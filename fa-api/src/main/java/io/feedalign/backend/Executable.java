package io.feedalign.backend;

import io.feedalign.ir.Value;
import io.feedalign.tensor.Tensor;
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

  /** The tensor behind a feed, a state or a read of the program. */
  Tensor tensor(Value value);

  /** What its kernels need beside its arenas, taken when it was bound: for plans and messages. */
  default WorkingMemory working() {
    return WorkingMemory.NONE;
  }

  @Override
  void close();
}
