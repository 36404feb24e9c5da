package io.feedalign.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MeasuresTest {
  @Test
  void anglesComeFromInnerProducts() {
    assertEquals(90, Measures.degrees(0, 2, 3), 1e-12);
    assertEquals(60, Measures.degrees(1, 2, 2), 1e-9);
    assertEquals(0, Measures.degrees(2.0000001, 2, 2), 1e-12);
    assertEquals(180, Measures.degrees(-2, 2, 2), 1e-12);
  }

  @Test
  void anAngleWithAZeroVectorIsUndefined() {
    assertTrue(Double.isNaN(Measures.degrees(0, 0, 1)));
    assertTrue(Double.isNaN(Measures.degrees(0, 1, 0)));
  }
}
