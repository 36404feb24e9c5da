package io.feedalign.datasets.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.FaException;
import io.feedalign.tensor.Shape;
import org.junit.jupiter.api.Test;

class IdxPairTest {
  private static final DataFile IMAGES = IdxBytes.file(IdxBytes.counting(Shape.of(12, 2, 3), 251));

  @Test
  void anImageHasTheShapeOfItsFile() {
    DataFile labels = IdxBytes.file(IdxBytes.counting(Shape.of(12), 10));
    assertEquals(Shape.of(1, 2, 3), IdxPair.read(IMAGES, labels, 10).pictures().shape());
  }

  @Test
  void refusesALabelThatIsNoClassAndNamesItsByte() {
    DataFile labels = IdxBytes.file(IdxBytes.counting(Shape.of(12), 11));
    FaException e = assertThrows(FaException.class, () -> IdxPair.read(IMAGES, labels, 10));
    assertTrue(e.getMessage().contains("has the label 10 at byte 18"), e.getMessage());
    assertTrue(e.getMessage().contains("labels go from 0 to 9"), e.getMessage());
  }

  @Test
  void refusesMoreLabelsThanImages() {
    DataFile labels = IdxBytes.file(IdxBytes.counting(Shape.of(13), 10));
    FaException e = assertThrows(FaException.class, () -> IdxPair.read(IMAGES, labels, 10));
    assertTrue(e.getMessage().contains("has 13 labels at byte 4"), e.getMessage());
    assertTrue(e.getMessage().contains("has 12 images"), e.getMessage());
  }
}
