package io.feedalign.testkit;

import static io.feedalign.testkit.Closeness.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.ir.Form;
import io.feedalign.ir.OneHot;
import io.feedalign.ir.SoftmaxCrossEntropy;
import io.feedalign.ir.TopKHits;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceLossTest {

  private final Sketch sketch = new Sketch();

  @Test
  void lossByHand() {
    Value logits = sketch.feed(Form.parameter(Shape.of(2, 2)), 0, Math.log(3), 5, 5);
    Value target = sketch.feed(Form.integers(Shape.of(2)), 1, 0);
    List<Value> outcome = sketch.apply(new SoftmaxCrossEntropy(), logits, target);
    try (Rig rig = Rig.on(new ReferenceBackend(), sketch)) {
      rig.run();
      double loss = (Math.log(4.0 / 3) + Math.log(2)) / 2;
      assertClose("loss", new double[] {loss}, rig.read(outcome.get(0)), 1e-15);
      double[] error = {0.125, -0.125, -0.25, 0.25};
      assertClose("error", error, rig.read(outcome.get(1)), 1e-15);
    }
  }

  @Test
  void errorIsTheDerivativeOfTheLoss() {
    Value logits = sketch.normal(Form.parameter(Shape.of(4, 3)));
    Value target = sketch.feed(Form.integers(Shape.of(4)), 2, -1, 0, 1);
    List<Value> outcome = sketch.apply(new SoftmaxCrossEntropy(), logits, target);
    try (Rig rig = Rig.on(new ReferenceBackend(), sketch)) {
      rig.run();
      double[] error = rig.read(outcome.get(1));
      double[] wanted = new Differences(rig, outcome.get(0), new double[] {1}).gradient(logits);
      assertClose("error", wanted, error, 1e-8);
      assertArrayEquals(new double[3], new double[] {error[3], error[4], error[5]});
    }
  }

  @Test
  void equalLogitsRankByClass() {
    Value logits = sketch.feed(Form.parameter(Shape.of(3, 3)), 1, 1, 0, 1, 1, 0, 1, 1, 0);
    Value target = sketch.feed(Form.integers(Shape.of(3)), 0, 1, 2);
    Value first = sketch.apply(new TopKHits(1), logits, target).get(0);
    Value two = sketch.apply(new TopKHits(2), logits, target).get(0);
    try (Rig rig = Rig.on(new ReferenceBackend(), sketch)) {
      rig.run();
      assertArrayEquals(new double[] {1}, rig.read(first));
      assertArrayEquals(new double[] {2}, rig.read(two));
    }
  }

  @Test
  void anIgnoredRowHasNoHotClass() {
    Value hot = sketch.apply(new OneHot(2), sketch.feed(Form.integers(Shape.of(2)), -1, 1)).get(0);
    try (Rig rig = Rig.on(new ReferenceBackend(), sketch)) {
      rig.run();
      assertArrayEquals(new double[] {0, 0, 0, 1}, rig.read(hot));
    }
  }

  @Test
  void aTargetBeyondTheClassesIsRefusedByName() {
    sketch.apply(new OneHot(2), sketch.feed(Form.integers(Shape.of(1)), 2));
    try (Rig rig = Rig.on(new ReferenceBackend(), sketch)) {
      FaException refusal = assertThrows(FaException.class, rig::run);
      assertEquals(ErrorKind.USER, refusal.kind());
      assertEquals(
          "Row 0 has target 2, but there are 2 classes: targets go from 0 to 1, and -1 ignores a"
              + " row.",
          refusal.getMessage());
    }
  }
}
