package io.feedalign.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Arenas;
import io.feedalign.backend.Backend;
import io.feedalign.backend.Executable;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.WorkingMemory;
import io.feedalign.backend.cpu.OffHeapArena;
import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Placement;
import io.feedalign.testkit.Sketch;
import java.nio.DoubleBuffer;
import org.junit.jupiter.api.Test;

/** Programs bound to the same arenas reorder their weights in the same memory. */
class TransientsTest {
  private final OneDnnProvider provider = new OneDnnProvider();
  private final Backend backend = provider.create(provider.settings().defaults());

  /** A convolution whose weight oneDNN wants in another layout. */
  private static Convolution convolution(int channels) {
    Sketch sketch = new Sketch();
    Value x = sketch.normal(Form.activation(Shape.of(2, channels, 6, 6)));
    Value w = sketch.normal(Form.parameter(Shape.of(channels, channels, 3, 3)));
    Value y = sketch.emit().conv2d(x, w, Geometry.square(3, 1, 1));
    sketch.read(y);
    return new Convolution(sketch, y);
  }

  private record Convolution(Sketch sketch, Value result) {
    double[] run(Executable bound) {
      sketch.numbers().forEach((value, all) -> bound.tensor(value).write(DoubleBuffer.wrap(all)));
      bound.run();
      double[] numbers = new double[Math.toIntExact(result.shape().elements())];
      bound.tensor(result).read(DoubleBuffer.wrap(numbers));
      return numbers;
    }
  }

  private Executable bind(Convolution one, Arenas arenas) {
    MemoryPlan plan =
        Placement.separate().plan(one.sketch.program(), backend.storage(one.sketch.program()));
    return backend.bind(one.sketch.program(), plan, arenas);
  }

  @Test
  void aProgramGivesTheSameBitsAfterAnotherMadeTheMemoryMove() {
    try (backend;
        Arena persistent = backend.allocate(1 << 23, Lifetime.PERSISTENT);
        Arena scratch = backend.allocate(1 << 23, Lifetime.SCRATCH)) {
      Arenas arenas = new Arenas(persistent, scratch);
      Convolution small = convolution(32);
      Convolution large = convolution(128);
      try (Executable first = bind(small, arenas)) {
        final double[] before = small.run(first);
        try (Executable second = bind(large, arenas)) {
          final double[] alone = large.run(second);
          assertArrayEquals(before, small.run(first));
          assertArrayEquals(alone, large.run(second));
          assertNeeds(first, second, (OffHeapArena) scratch);
        }
        assertArrayEquals(before, small.run(first));
      }
    }
  }

  /** The shared block is exactly what was said: the larger program's need. */
  private static void assertNeeds(Executable small, Executable large, OffHeapArena scratch) {
    WorkingMemory less = small.working();
    WorkingMemory more = large.working();
    assertTrue(less.shared() >= 4 * 32 * 32 * 9, less.toString());
    assertTrue(more.shared() >= 4 * 128 * 128 * 9, more.toString());
    assertEquals(more, less.and(more));
    assertEquals(more.shared(), scratch.workingBytes());
  }
}
