package io.feedalign.backend.cuda.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.ir.Form;
import io.feedalign.ir.SoftmaxCrossEntropy;
import io.feedalign.ir.TopKHits;
import io.feedalign.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Losses of usual batches are one launch or two. */
class LossLoweringsTest {

  private static Form[] batch(int rows, int classes) {
    return new Form[] {OnTape.floats(rows, classes), Form.integers(Shape.of(rows))};
  }

  @Test
  void lossesAreAsTheyWereRead() {
    OnTape tape = new OnTape();
    tape.with(new SoftmaxCrossEntropy(), batch(256, 1000));
    tape.with(new TopKHits(5), batch(128, 10));
    tape.with(new SoftmaxCrossEntropy(), batch(10_000, 3));
    Golden.check("loss", tape.program());
  }

  @Test
  void tenClassesAreOneLaunch() {
    List<LaunchShape> block = List.of(new LaunchShape(1, 256));
    assertEquals(block, OnTape.launches(new SoftmaxCrossEntropy(), batch(128, 10)));
    assertEquals(block, OnTape.launches(new TopKHits(1), batch(128, 10)));
    assertEquals(block, OnTape.launches(new SoftmaxCrossEntropy(), batch(1, 1)));
  }

  @Test
  void aThousandClassesAreTwo() {
    Lowered lowered = OnTape.lowered(new SoftmaxCrossEntropy(), batch(256, 1000));
    assertEquals(2, lowered.stages().size());
    assertEquals(128 * Float.BYTES, lowered.workspaceBytes());
  }

  @Test
  void manyRowsAreCountedOnce() {
    Lowered lowered = OnTape.lowered(new SoftmaxCrossEntropy(), batch(1 << 20, 10));
    assertEquals(4, lowered.stages().size());
    assertTrue(lowered.source().contains("Wanted{p0}"));
    assertTrue(lowered.source().contains("CountedBefore{p0}"));
    lowered.stages().forEach(stage -> assertTrue(blocks(stage) <= 1024));
  }

  private static int blocks(Stage stage) {
    return ((Stage.Kernel) stage).shape().blocks();
  }
}
