package io.feedalign.rules.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.optim.UpdateRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Descent against its closed-form trajectories; all constants are exact in binary. */
class SgdTest {
  private static final int STEPS = 12;
  private static final double RATE = 0.125;
  private static final double G = 0.5;

  private static Trajectory constantGradient(Object... settings) {
    return Trajectory.of(sgd(settings), STEPS, t -> G);
  }

  private static UpdateRule sgd(Object... settings) {
    Map<String, Object> map = new HashMap<>(Map.of("rate", RATE, "momentum", 0.0));
    for (int i = 0; i < settings.length; i += 2) {
      map.put((String) settings[i], settings[i + 1]);
    }
    return Trajectory.chain("sgd", map);
  }

  @Test
  void plainDescentGoesByRateTimesGradient() {
    Trajectory made = constantGradient();
    for (int t = 0; t < STEPS; t++) {
      assertEquals(Trajectory.W0 - (t + 1) * RATE * G, made.weight()[t], 1e-14);
      assertEquals(Trajectory.B0 - (t + 1) * RATE * G, made.bias()[t], 1e-14);
    }
  }

  @Test
  void momentumSumsAGeometricSeries() {
    double mu = 0.75;
    Trajectory made = constantGradient("momentum", mu);
    double w = Trajectory.W0;
    for (int t = 0; t < STEPS; t++) {
      // v_t = g (1 - mu^t) / (1 - mu), t from 1: the first step takes the gradient whole.
      w -= RATE * G * (1 - Math.pow(mu, t + 1)) / (1 - mu);
      assertEquals(w, made.weight()[t], 1e-13);
    }
    assertEquals(Trajectory.W0 - RATE * G, made.weight()[0], 1e-15);
  }

  @Test
  void nesterovLooksOneStepAhead() {
    double mu = 0.75;
    Trajectory made = constantGradient("momentum", mu, "nesterov", true);
    double w = Trajectory.W0;
    for (int t = 0; t < STEPS; t++) {
      w -= RATE * (G + mu * G * (1 - Math.pow(mu, t + 1)) / (1 - mu));
      assertEquals(w, made.weight()[t], 1e-13);
    }
  }

  @Test
  void momentumRemembersAChangingGradient() {
    Trajectory made = Trajectory.of(sgd("momentum", 0.5), 4, t -> t);
    // v: 0, 1, 2.5, 4.25
    assertEquals(Trajectory.W0 - RATE * (0 + 1 + 2.5 + 4.25), made.weight()[3], 1e-15);
  }

  @Test
  void coupledDecayIsPartOfTheGradientAndGoesThroughMomentum() {
    double wd = 0.25;
    double mu = 0.5;
    Trajectory made = constantGradient("momentum", mu, "decay", wd);
    double w = Trajectory.W0;
    double v = 0;
    for (int t = 0; t < STEPS; t++) {
      v = mu * v + G + wd * w;
      w -= RATE * v;
      assertEquals(w, made.weight()[t], 1e-13);
    }
  }

  @Test
  void coupledDecayWithoutGradientShrinksByRateTimesDecay() {
    Trajectory made = Trajectory.of(sgd("decay", 0.5), STEPS, t -> 0);
    for (int t = 0; t < STEPS; t++) {
      double left = Math.pow(1 - RATE * 0.5, t + 1);
      assertEquals(Trajectory.W0 * left, made.weight()[t], 1e-14);
      assertEquals(Trajectory.B0 * left, made.bias()[t], 1e-14);
    }
  }

  @Test
  void decoupledDecayShrinksByExactlyItsPartWhateverRateAndMomentum() {
    UpdateRule chain =
        sgd("decay", 0.0625, "decay_mode", "decoupled", "momentum", 0.75, "rate", 0.03125);
    Trajectory made = Trajectory.of(chain, STEPS, t -> 0);
    for (int t = 0; t < STEPS; t++) {
      assertEquals(Trajectory.W0 * Math.pow(1 - 0.0625, t + 1), made.weight()[t], 1e-15);
    }
  }

  @Test
  void decayOnWeightsLeavesBiasesAlone() {
    for (String mode : List.of("coupled", "decoupled")) {
      UpdateRule chain = sgd("decay", 0.5, "decay_mode", mode, "decay_on", "weights");
      Trajectory made = Trajectory.of(chain, 3, t -> 0);
      assertEquals(Trajectory.B0, made.bias()[2]);
      assertTrue(made.weight()[2] < Trajectory.W0);
    }
  }

  @Test
  void nesterovWithoutMomentumIsRefused() {
    FaException refusal = assertThrows(FaException.class, () -> sgd("nesterov", true));
    assertEquals(ErrorKind.USER, refusal.kind());
  }

  @Test
  void theDefaultsAreTheDocumentedOnes() {
    Trajectory made = Trajectory.of(Trajectory.chain("sgd", Map.of()), 2, t -> 1);
    // Rates are fed as floats.
    double rate = 0.05f;
    assertEquals(Trajectory.W0 - rate - 1.9 * rate, made.weight()[1], 1e-14);
  }
}
