package io.feedalign.backend.cpu;

import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import java.nio.FloatBuffer;

/** The same elements in logical order in another form: a reordering where memory orders differ. */
final class ReshapeKernel implements Kernel, WorkPool.Work {
  private static final int GRAIN = 1 << 15;

  private final Route route;
  private final float[][][] scratch;
  private final WorkPool pool;
  private final int parts;

  /**
   * From one place to another.
   *
   * @param images the order of the side that holds images
   * @param unpack whether that is the side read from
   */
  private record Route(FloatBuffer from, FloatBuffer to, ImageOrder images, boolean unpack) {}

  private ReshapeKernel(Route route, WorkPool pool) {
    this.route = route;
    this.pool = pool;
    ImageOrder images = route.images;
    int wanted = pool.parts((long) images.samples() * images.sample(), GRAIN);
    parts = Math.min(wanted, images.samples());
    scratch = new float[parts][2][images.sample()];
  }

  static Kernel bind(Instruction instruction, Views views, WorkPool pool) {
    Value x = instruction.inputs().get(0);
    Value y = instruction.output();
    ImageOrder source = ImageOrder.of(x.form());
    ImageOrder target = ImageOrder.of(y.form());
    if (x.type() != DType.F32 || source.logical() && target.logical() || source.equals(target)) {
      return new CopyKernel(views.bytes(x), views.bytes(y));
    }
    if (target.logical()) {
      return new ReshapeKernel(new Route(views.floats(x), views.floats(y), source, true), pool);
    }
    if (source.logical()) {
      return new ReshapeKernel(new Route(views.floats(x), views.floats(y), target, false), pool);
    }
    return elementwise(views.floats(x), source, views.floats(y), target);
  }

  /** From images to other images: rare enough to go element by element. */
  private static Kernel elementwise(
      FloatBuffer from, ImageOrder source, FloatBuffer to, ImageOrder target) {
    int n = from.capacity();
    return () -> {
      for (int i = 0; i < n; i++) {
        to.put(target.place(i), from.get(source.place(i)));
      }
    };
  }

  @Override
  public void run() {
    pool.run(this, parts);
  }

  @Override
  public long held() {
    return 2L * parts * route.images.sample() * Float.BYTES;
  }

  @Override
  public void part(int index, int count) {
    ImageOrder images = route.images;
    float[] given = scratch[index][0];
    float[] permuted = scratch[index][1];
    int end = WorkPool.start(images.samples(), index + 1, count);
    for (int n = WorkPool.start(images.samples(), index, count); n < end; n++) {
      route.from.get(n * images.sample(), given);
      if (route.unpack) {
        images.toLogical(given, permuted);
      } else {
        images.toMemory(given, permuted);
      }
      route.to.put(n * images.sample(), permuted);
    }
  }
}
