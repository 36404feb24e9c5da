package io.feedalign.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.train.Measure;
import io.feedalign.train.ProbeFailure;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MeasuresTest {
  @Test
  void anglesComeFromInnerProducts() {
    assertEquals(90, Measures.degrees(0, 2, 3), 1e-12);
    assertEquals(60, Measures.degrees(1, 2, 2), 1e-9);
    assertEquals(0, Measures.degrees(2.0000001, 2, 2), 1e-12);
    assertEquals(180, Measures.degrees(-2, 2, 2), 1e-12);
  }

  private static Measured taken(double... numbers) {
    Measures measures = new Measures();
    measures.take(new Outlets.Reading("mine", "conv1", List.of()), numbers);
    return measures.all();
  }

  @Test
  void whatIsNoNumberIsUndefinedAndAFailure() {
    Measured odd = taken(Double.POSITIVE_INFINITY);
    assertEquals(List.of(new Measure("mine", "conv1", OptionalDouble.empty())), odd.measures());
    assertEquals(
        List.of(new ProbeFailure("mine", "conv1", "its number is Infinity.")), odd.failures());
    assertEquals(1, taken(1, Double.NaN, 1).failures().size());
  }

  @Test
  void aZeroVectorIsNoFailure() {
    assertEquals(List.of(), taken(0, 0, 1).failures());
    assertTrue(taken(0, 0, 1).measures().get(0).value().isEmpty());
    assertEquals(60, taken(1, 2, 2).measures().get(0).value().orElseThrow(), 1e-9);
  }

  @Test
  void anAngleWithAZeroVectorIsUndefined() {
    assertTrue(Double.isNaN(Measures.degrees(0, 0, 1)));
    assertTrue(Double.isNaN(Measures.degrees(0, 1, 0)));
  }
}
