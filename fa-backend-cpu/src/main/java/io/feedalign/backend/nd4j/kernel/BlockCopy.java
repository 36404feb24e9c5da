package io.feedalign.backend.nd4j.kernel;

import io.feedalign.backend.cpu.Kernel;
import io.feedalign.backend.cpu.WorkPool;
import java.nio.FloatBuffer;

/** Copies one block of floats to another of the same size. */
final class BlockCopy implements Kernel, WorkPool.Work {
  private static final int GRAIN = 1 << 16;

  private final FloatBuffer from;
  private final FloatBuffer to;
  private final WorkPool pool;

  BlockCopy(FloatBuffer from, FloatBuffer to, WorkPool pool) {
    this.from = from;
    this.to = to;
    this.pool = pool;
  }

  @Override
  public void run() {
    pool.run(this, pool.parts(from.limit(), GRAIN));
  }

  @Override
  public void part(int index, int count) {
    int start = WorkPool.start(from.limit(), index, count);
    to.put(start, from, start, WorkPool.start(from.limit(), index + 1, count) - start);
  }
}
