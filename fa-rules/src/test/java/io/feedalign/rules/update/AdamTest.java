package io.feedalign.rules.update;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Adam against its recursion in plain doubles. */
class AdamTest {
  private static final int STEPS = 10;
  private static final Map<String, Object> SETTINGS =
      Map.of("rate", 0.125, "beta1", 0.5, "beta2", 0.75, "epsilon", 0.0625);

  @Test
  void itFollowsTheRecursion() {
    Trajectory made = Trajectory.of(Trajectory.chain("adam", SETTINGS), STEPS, AdamTest::gradient);
    double w = Trajectory.W0;
    double m = 0;
    double v = 0;
    for (int t = 1; t <= STEPS; t++) {
      double g = gradient(t - 1);
      m = 0.5 * m + 0.5 * g;
      v = 0.75 * v + 0.25 * g * g;
      double root = Math.sqrt(v / (1 - Math.pow(0.75, t)));
      w -= 0.125 * (m / (1 - Math.pow(0.5, t))) / (root + 0.0625);
      // The two corrections are fed as floats.
      assertEquals(w, made.weight()[t - 1], 1e-6);
    }
  }

  private static double gradient(int t) {
    return Math.sin(t + 1.0);
  }

  @Test
  void theFirstStepIsTheRateWhateverTheGradientsSize() {
    for (double g : new double[] {1e-3, 1, 1e3}) {
      Trajectory made = Trajectory.of(new Adam(0.9, 0.999, 1e-12).then(Sgd.plain(0.5)), 1, t -> g);
      assertEquals(Trajectory.W0 - 0.5, made.weight()[0], 1e-6);
    }
  }

  @Test
  void decoupledDecayGoesPastTheRoot() {
    Map<String, Object> settings = Map.of("decay", 0.25, "decay_mode", "decoupled");
    Trajectory made = Trajectory.of(Trajectory.chain("adam", settings), 3, t -> 0);
    assertEquals(Trajectory.W0 * Math.pow(0.75, 3), made.weight()[2], 1e-15);
  }
}
