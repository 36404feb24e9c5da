package io.feedalign.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.feedalign.error.FaException;
import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void batchesComeAndGoInFront() {
    Shape image = Shape.of(1, 28, 28);
    assertEquals(Shape.of(128, 1, 28, 28), image.withBatch(128));
    assertEquals(image, image.withBatch(128).withoutBatch());
    assertEquals(100352, image.withBatch(128).elements());
    assertEquals(784, image.withBatch(128).elementsPerRow());
  }

  @Test
  void aScalarHasOneElement() {
    assertEquals(1, Shape.SCALAR.elements());
    assertEquals(0, Shape.SCALAR.rank());
  }

  @Test
  void emptyAxesAreRefused() {
    assertThrows(FaException.class, () -> Shape.of(3, 0));
  }
}
