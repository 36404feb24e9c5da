package io.feedalign.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TileMathTest {
  private static final float[] AWKWARD = {
    0f,
    -0f,
    1f,
    -1f,
    0.3f,
    -7.5f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY
  };

  @Test
  void signsAndStepsAreExactForEveryMagnitude() {
    float[] signs = new float[AWKWARD.length];
    float[] steps = new float[AWKWARD.length];
    TileMath.sign(AWKWARD, signs, AWKWARD.length);
    TileMath.positive(AWKWARD, steps, AWKWARD.length);
    for (int i = 0; i < AWKWARD.length; i++) {
      assertEquals(Math.signum(AWKWARD[i]) + 0f, signs[i] + 0f, "sign of " + AWKWARD[i]);
      assertEquals(AWKWARD[i] > 0 ? 1f : 0f, steps[i], "step of " + AWKWARD[i]);
    }
  }

  @Test
  void aGateLetsThroughExactlyOrNotAtAll() {
    float[] a = new float[1];
    float[] b = new float[1];
    float[] y = new float[1];
    for (float signal : AWKWARD) {
      for (float activity : AWKWARD) {
        a[0] = signal;
        b[0] = activity;
        TileMath.reluGate(a, b, y, 1);
        assertEquals((activity > 0 ? signal : 0f) + 0f, y[0] + 0f, signal + " at " + activity);
      }
    }
  }

  @Test
  void bitsPassExactlyWhereAnActivityIsPositive() {
    int[] signals = bits(AWKWARD, Float.NaN, -1e-40f);
    int[] activities = bits(AWKWARD, Float.NaN, Float.intBitsToFloat(0xFFC00000));
    int[] passed = new int[1];
    for (int signal : signals) {
      for (int activity : activities) {
        TileMath.pass(new int[] {signal}, new int[] {activity}, passed, 1);
        boolean open = Float.intBitsToFloat(activity) > 0;
        assertEquals(open ? signal : 0, passed[0], signal + " at " + activity);
      }
    }
  }

  private static int[] bits(float[] some, float... more) {
    return Stream.of(some, more)
        .flatMapToInt(
            numbers ->
                IntStream.range(0, numbers.length).map(i -> Float.floatToRawIntBits(numbers[i])))
        .toArray();
  }

  @Test
  void tanhIsRightToAFewUnitsInTheLastPlace() {
    float[] x = new float[20_001];
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (i - 10_000) * 1e-3f;
    }
    TileMath.tanh(x, y, x.length);
    for (int i = 0; i < x.length; i++) {
      double exact = Math.tanh(x[i]);
      assertTrue(Math.abs(y[i] - exact) <= 8e-7 * Math.abs(exact), "tanh of " + x[i]);
    }
  }

  @Test
  void decayingEndsAboveTheSubnormals() {
    float[] momentum = {1f, -3f, 1e-20f};
    for (int step = 0; step < 2000; step++) {
      TileMath.decay(momentum, momentum, 3, 0.9f);
      for (float m : momentum) {
        assertTrue(m == 0 || Math.abs(m) >= 1e8f * Float.MIN_NORMAL / 2, "near subnormal: " + m);
      }
    }
    for (float m : momentum) {
      assertTrue(Math.abs(m) < 1e-29f, "not decayed: " + m);
    }
  }

  @Test
  void decayingIsOrdinaryMultiplicationForOrdinaryNumbers() {
    float[] x = {1f, -0.25f, 3e-12f, 1e-15f};
    float[] y = new float[4];
    TileMath.decay(x, y, 4, 0.9f);
    for (int i = 0; i < 4; i++) {
      assertEquals(0.9f * x[i], y[i]);
    }
  }
}
