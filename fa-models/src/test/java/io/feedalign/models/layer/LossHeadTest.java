package io.feedalign.models.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.FaException;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.nn.GivenSignalHead;
import io.feedalign.nn.LossHead;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.ReferenceBackend;
import io.feedalign.testkit.Rig;
import io.feedalign.testkit.Sketch;
import org.junit.jupiter.api.Test;

class LossHeadTest {
  private final Sketch sketch = new Sketch();
  private final Value logits =
      sketch.feed(Form.parameter(Shape.of(2, 3)), 0, 0, 0, Math.log(2), 0, 0);
  private final Value target = sketch.feed(Form.integers(Shape.of(2)), 1, 0);

  @Test
  void crossEntropyIsTheMeanOverRows() {
    LossHead.Outcome met = new SoftmaxCrossEntropyHead().meet(sketch.emit(), logits, target);
    double expected = (Math.log(3) + Math.log(2)) / 2;
    assertArrayEquals(new double[] {expected}, run(met.loss()), 1e-9);
  }

  @Test
  void theErrorIsSoftmaxMinusOneHotOverRows() {
    LossHead.Outcome met = new SoftmaxCrossEntropyHead().meet(sketch.emit(), logits, target);
    double third = 1.0 / 6;
    assertArrayEquals(
        new double[] {third, third - 0.5, third, -0.25, 0.125, 0.125}, run(met.error()), 1e-9);
  }

  @Test
  void moreGuessesThanClassesAreAllClasses() {
    SoftmaxCrossEntropyHead head = new SoftmaxCrossEntropyHead();
    Value five = head.hits(sketch.emit(), logits, target, 5).orElseThrow();
    assertArrayEquals(new double[] {2}, run(five));
  }

  @Test
  void theBestGuessIsOneOfTwo() {
    SoftmaxCrossEntropyHead head = new SoftmaxCrossEntropyHead();
    // Equal logits rank by index, so that class 1 of the first row comes second.
    assertArrayEquals(
        new double[] {1}, run(head.hits(sketch.emit(), logits, target, 1).orElseThrow()));
  }

  @Test
  void theTeacherIsOneHot() {
    Value teacher = new SoftmaxCrossEntropyHead().teacher(sketch.emit(), logits, target);
    assertArrayEquals(new double[] {0, 1, 0, 1, 0, 0}, run(teacher));
  }

  @Test
  void imagesMeetNoClassTargets() {
    FaException error =
        assertThrows(
            FaException.class, () -> new SoftmaxCrossEntropyHead().target(Shape.of(4, 1, 2, 2)));
    assertTrue(error.getMessage().contains("[1x2x2]"), error.getMessage());
    assertTrue(error.getMessage().contains("flatten and dense"), error.getMessage());
  }

  @Test
  void aGivenSignalIsTheErrorAsItStands() {
    GivenSignalHead head = new GivenSignalHead();
    Form form = head.target(Shape.of(1, 1, 2, 2));
    assertEquals(Form.activation(Shape.of(1, 1, 2, 2)), form);
    Value signal = sketch.feed(form, 1, 2, 3, 4);
    LossHead.Outcome met = head.meet(sketch.emit(), signal, signal);
    assertSame(signal, met.error());
    assertArrayEquals(new double[] {0}, run(met.loss()));
    assertTrue(head.hits(sketch.emit(), signal, signal, 1).isEmpty());
    assertThrows(FaException.class, () -> head.teacher(sketch.emit(), signal, signal));
  }

  private double[] run(Value value) {
    sketch.read(value);
    try (Rig rig = Rig.on(new ReferenceBackend(), sketch)) {
      rig.run();
      return rig.read(value);
    }
  }
}
