package io.feedalign.backend.cuda.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.ir.AvgPool;
import io.feedalign.ir.AvgPoolGrad;
import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.MaxPoolGrad;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One thread for each pack of channels of a place; choices as small as their windows allow. */
class PoolLoweringsTest {
  private static final Geometry WINDOW = Geometry.square(3, 2, 1);

  @Test
  void poolingIsAsItWasRead() {
    Form image = OnTape.image(DType.BF16, 32, 64, 112, 112);
    OnTape tape = new OnTape();
    List<Value> pooled = tape.write(new MaxPool(WINDOW), tape.feed(image));
    tape.write(new MaxPoolGrad(WINDOW, image.shape()), pooled.get(1), pooled.get(0));
    Geometry global = Geometry.square(7, 1, 0);
    Form last = OnTape.image(DType.F32, 32, 512, 7, 7);
    Value mean = tape.write(new AvgPool(global, false), tape.feed(last)).get(0);
    tape.write(new AvgPoolGrad(global, false, last.shape()), mean);
    tape.with(new AvgPool(Geometry.square(2, 2, 0), true), OnTape.image(DType.F32, 3, 5, 7, 9));
    Golden.check("pool", tape.program());
  }

  @Test
  void aChoiceNamesEveryElementOfAWindowAndNone() {
    assertEquals(1, PoolLowerings.choiceBytes(Geometry.square(1, 1, 0)));
    assertEquals(1, PoolLowerings.choiceBytes(rectangle(15, 17)));
    assertEquals(2, PoolLowerings.choiceBytes(Geometry.square(16, 1, 0)));
    assertEquals(2, PoolLowerings.choiceBytes(rectangle(255, 257)));
    assertEquals(4, PoolLowerings.choiceBytes(Geometry.square(256, 1, 0)));
  }

  private static Geometry rectangle(int height, int width) {
    return new Geometry(
        new Geometry.Pair(height, width),
        Geometry.Pair.square(1),
        Geometry.Padding.all(0),
        Geometry.Pair.square(1),
        1);
  }

  @Test
  void largeWindowsHaveABlockEach() {
    AvgPool global = new AvgPool(Geometry.square(8, 1, 0), false);
    Form image = OnTape.image(DType.F32, 128, 64, 8, 8);
    assertTrue(OnTape.lowered(global, image).source().contains("KERNEL_2(avg_pool_wide_0, "));
    assertEquals(List.of(new LaunchShape(128, 256)), OnTape.launches(global, image));
    AvgPool halving = new AvgPool(Geometry.square(2, 2, 0), false);
    assertFalse(OnTape.lowered(halving, image).source().contains("KERNEL_2(avg_pool_wide_0, "));
  }

  @Test
  void noPoolingNeedsWorkspace() {
    Form image = OnTape.image(DType.BF16, 1, 1, 5, 5);
    assertEquals(0, OnTape.lowered(new MaxPool(WINDOW), image).workspaceBytes());
    assertEquals(List.of(new LaunchShape(1, 256)), OnTape.launches(new MaxPool(WINDOW), image));
  }
}
