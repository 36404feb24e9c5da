package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.ir.Form;
import io.feedalign.ir.OneHot;
import io.feedalign.ir.TopKHits;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Sketch;
import java.nio.IntBuffer;
import org.junit.jupiter.api.Test;

class TargetClassesTest {
  private final Sketch sketch = new Sketch();
  private final Value target = sketch.feed(Form.integers(Shape.of(3)), 0, 0, 0);
  private final Value other = sketch.feed(Form.integers(Shape.of(3)), 0, 0, 0);

  private TargetClasses classes() {
    return TargetClasses.of(sketch.program());
  }

  private static IntBuffer rows(int... targets) {
    return IntBuffer.wrap(targets);
  }

  @Test
  void aTargetBeyondTheFewestClassesIsRefusedByRow() {
    sketch.apply(new OneHot(9), target);
    sketch.apply(new TopKHits(1), sketch.normal(Form.parameter(Shape.of(3, 5))), target);
    FaException refusal =
        assertThrows(FaException.class, () -> classes().check(target, rows(4, -1, 5)));
    assertEquals(ErrorKind.USER, refusal.kind());
    assertEquals(
        "Target 5 of row 2 is no class: there are 5 classes, 0 to 4, and -1 for a row to ignore.",
        refusal.getMessage());
    assertThrows(FaException.class, () -> classes().check(target, rows(-2, 0, 0)));
  }

  @Test
  void classesAndIgnoredRowsAreTargetsAndOtherIntegersAreAnything() {
    sketch.apply(new OneHot(9), target);
    assertDoesNotThrow(() -> classes().check(target, rows(8, 0, -1)));
    assertDoesNotThrow(() -> classes().check(other, rows(100, -100, 9)));
  }

  @Test
  void rowsAreCountedFromWhereTheBufferStands() {
    sketch.apply(new OneHot(2), target);
    IntBuffer part = rows(7, 7, 0, 1, -1).position(2);
    assertDoesNotThrow(() -> classes().check(target, part));
    assertEquals(2, part.position());
  }
}
