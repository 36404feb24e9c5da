package io.feedalign.backend;

import io.feedalign.ir.Value;
import io.feedalign.tensor.Tensor;
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

  /** The tensor behind a feed, a state or a read of the program. */
  Tensor tensor(Value value);

  @Override
  void close();
}
