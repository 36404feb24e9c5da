package io.feedalign.bench.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StepTimesTest {
  @Test
  void theMedianIsTheMiddleWhateverTheOrder() {
    assertEquals(3, new StepTimes("a", new double[] {9, 1, 3}).median());
    assertEquals(2.5, new StepTimes("a", new double[] {9, 1, 3, 2}).median());
  }

  @Test
  void oneStolenMomentDoesNotMoveTheMinimum() {
    assertEquals(1, new StepTimes("a", new double[] {900, 1, 3}).min());
  }
}
