package io.feedalign.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.tensor.Layout;
import io.feedalign.tensor.Shape;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EmitterTest {
  private final Tape tape = new Tape(new AtomicInteger());
  private final Emitter emit = Emitter.on(tape);
  private final Value images = tape.declare("x", Form.activation(Shape.of(2, 3, 9, 9)));
  private final Value weight = tape.declare("w", Form.parameter(Shape.of(4, 3, 3, 3)));

  @Test
  void convolutionsGiveTheShapeOfTheField() {
    Value y = emit.in("conv1").conv2d(images, weight, Geometry.square(3, 2, 1));
    assertEquals(Shape.of(2, 4, 5, 5), y.shape());
    assertEquals(Layout.CHANNELS_LAST, y.layout());
    assertEquals("conv1/conv2d", y.name());
  }

  @Test
  void theSameOperationIsWrittenOnce() {
    Value first = emit.in("a").norm(weight);
    Value second = emit.in("b").norm(weight);
    assertSame(first, second);
    assertEquals(2, tape.instructions().size());
  }

  @Test
  void otherOperandsMakeAnotherValue() {
    assertNotEquals(emit.scale(weight, 2), emit.scale(weight, 3));
  }

  @Test
  void misfitsNameTheOperationAndWhatIsAllowed() {
    FaException misfit =
        assertThrows(
            FaException.class, () -> emit.conv2d(images, weight, Geometry.square(5, 1, 0)));
    assertEquals(ErrorKind.PLUGIN, misfit.kind());
    assertTrue(misfit.getMessage().contains("Conv2d needs a weight of kernel"));
  }

  @Test
  void layoutsAreNotMixed() {
    Value rows = tape.declare("rows", Form.parameter(Shape.of(2, 3, 9, 9)));
    assertThrows(FaException.class, () -> emit.add(images, rows));
  }

  @Test
  void aStateIsAssignedOnce() {
    emit.assign(weight, emit.scale(weight, 2));
    FaException twice =
        assertThrows(FaException.class, () -> emit.assign(weight, emit.scale(weight, 3)));
    assertTrue(twice.getMessage().contains("'w'"));
  }

  @Test
  void aWindowThatDoesNotFitSaysSo() {
    FaException tooLarge =
        assertThrows(
            FaException.class, () -> Geometry.square(11, 1, 0).outputShape(images.shape(), 4));
    assertEquals(ErrorKind.USER, tooLarge.kind());
  }
}
