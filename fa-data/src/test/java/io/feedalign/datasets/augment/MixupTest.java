package io.feedalign.datasets.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixupTest {
  private static final int COUNT = 100_000;

  private static double[] shares(double alpha) {
    Mixup mixup = new Mixup(alpha);
    return IntStream.range(0, COUNT)
        .mapToDouble(sample -> mixup.share(new SampleDraw(3, 1, sample)))
        .toArray();
  }

  /** The mean of the n-th power of what a share differs from one half. */
  private static double moment(double[] shares, int n) {
    return Arrays.stream(shares).map(share -> Math.pow(share - 0.5, n)).sum() / shares.length;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.2, 0.5, 1, 1.5, 4, 32})
  void sharesHaveTheMomentsOfASymmetricBeta(double alpha) {
    double[] shares = shares(alpha);
    double variance = 1 / (4 * (2 * alpha + 1));
    double fourth = 3 / (16 * (2 * alpha + 1) * (2 * alpha + 3));
    double eighth = fourth * 35 / (16 * (2 * alpha + 5) * (2 * alpha + 7));
    double errors = 5 / Math.sqrt(COUNT); // five standard errors
    assertEquals(0, moment(shares, 1), errors * Math.sqrt(variance));
    assertEquals(variance, moment(shares, 2), errors * Math.sqrt(fourth - variance * variance));
    assertEquals(0, moment(shares, 3), errors * Math.sqrt(fourth / 4));
    assertEquals(fourth, moment(shares, 4), errors * Math.sqrt(eighth - fourth * fourth));
  }

  @Test
  void sharesHaveTheKnownDistributions() {
    follows(0.5, x -> 2 / Math.PI * Math.asin(Math.sqrt(x)));
    follows(1, x -> x);
    follows(2, x -> x * x * (3 - 2 * x));
    follows(3, x -> x * x * x * (10 - 15 * x + 6 * x * x));
  }

  /** Kolmogorov and Smirnov's distance; 1.95 / sqrt(n) is exceeded once in a thousand draws. */
  private static void follows(double alpha, DoubleUnaryOperator distribution) {
    double[] shares = shares(alpha);
    Arrays.sort(shares);
    double worst = 0;
    for (int i = 0; i < COUNT; i++) {
      double expected = distribution.applyAsDouble(shares[i]);
      worst =
          Math.max(worst, Math.max(expected - (double) i / COUNT, (i + 1.0) / COUNT - expected));
    }
    assertTrue(worst < 1.95 / Math.sqrt(COUNT), "alpha " + alpha + " is off by " + worst);
  }

  @Test
  void theOutermostAlphasGiveSharesToo() {
    for (double share : shares(1e-300)) {
      assertTrue(share == 0 || share == 1, "share " + share);
    }
    double[] ends = shares(1e-3);
    assertTrue(Arrays.stream(ends).allMatch(share -> share >= 0 && share <= 1));
    assertTrue(Arrays.stream(ends).filter(s -> s > 1e-6 && s < 1 - 1e-6).count() < COUNT / 20);
    for (double share : shares(1000)) {
      assertEquals(0.5, share, 0.06);
    }
  }

  @Test
  void sharesAreNamedBySeedEpochAndPlace() {
    Mixup mixup = new Mixup(1);
    double share = mixup.share(new SampleDraw(1, 2, 3));
    assertEquals(share, mixup.share(new SampleDraw(1, 2, 3)));
    assertNotEquals(share, mixup.share(new SampleDraw(2, 2, 3)));
    assertNotEquals(share, mixup.share(new SampleDraw(1, 3, 3)));
    assertNotEquals(share, mixup.share(new SampleDraw(1, 2, 4)));
  }
}
