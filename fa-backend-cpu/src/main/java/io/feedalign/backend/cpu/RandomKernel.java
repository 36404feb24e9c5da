package io.feedalign.backend.cpu;

import io.feedalign.ir.Instruction;
import io.feedalign.ir.Philox;
import io.feedalign.ir.Random;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;

/** Random numbers by name: every element is a function of key, step and logical index alone. */
final class RandomKernel implements Kernel, WorkPool.Work {
  // A multiple of four, so that every chunk starts with a block of the generator.
  private static final int CHUNK = 2048;

  private final Random op;
  private final IntBuffer step;
  private final FloatBuffer place;
  private final ImageOrder order;
  private final int elements;
  private final float[][] scratch;
  private final Philox.Stream[] streams;
  private final WorkPool pool;
  private final int parts;

  RandomKernel(Instruction instruction, Views views, WorkPool pool) {
    this.pool = pool;
    op = (Random) instruction.op();
    step = views.ints(instruction.inputs().get(0));
    place = views.floats(instruction.output());
    order = ImageOrder.of(instruction.output().form());
    elements = Math.toIntExact(op.form().shape().elements());
    parts = pool.parts(elements, 2 * CHUNK);
    scratch = new float[parts][CHUNK];
    streams = new Philox.Stream[parts];
    Arrays.setAll(streams, i -> new Philox.Stream(op.key()));
  }

  @Override
  public void run() {
    pool.run(this, parts);
  }

  @Override
  public void part(int index, int count) {
    int chunks = (elements + CHUNK - 1) / CHUNK;
    int end = WorkPool.start(chunks, index + 1, count);
    for (int chunk = WorkPool.start(chunks, index, count); chunk < end; chunk++) {
      int first = chunk * CHUNK;
      int n = Math.min(CHUNK, elements - first);
      draw(streams[index], scratch[index], first, n);
      store(scratch[index], first, n);
    }
  }

  private void draw(Philox.Stream stream, float[] numbers, int first, int n) {
    if (op.distribution() == Random.Distribution.UNIFORM) {
      stream.uniforms(step.get(0), first, numbers, n);
    } else {
      stream.normals(step.get(0), first, numbers, n);
    }
  }

  private void store(float[] numbers, int first, int n) {
    if (order.logical()) {
      place.put(first, numbers, 0, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      place.put(order.place(first + i), numbers[i]);
    }
  }
}
