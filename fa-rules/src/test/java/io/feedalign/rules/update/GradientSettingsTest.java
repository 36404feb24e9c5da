package io.feedalign.rules.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.plugin.Plugins;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.optim.UpdateRule;
import io.feedalign.spi.UpdateRuleProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is common to all chains, through the compiler. */
class GradientSettingsTest {

  static List<String> chains() {
    return Plugins.discover().updates().all().stream().map(UpdateRuleProvider::name).toList();
  }

  private static double[] weights(String chain, Map<String, ?> settings, double gradient) {
    return Trajectory.of(Trajectory.chain(chain, settings), 4, t -> gradient).weight();
  }

  @ParameterizedTest
  @MethodSource("chains")
  void manhattanForgetsTheGradientsSize(String chain) {
    Map<String, Object> manhattan = Map.of("manhattan", true, "rate", 0.25);
    double[] small = weights(chain, manhattan, 0.001);
    assertEquals(List.of(), differing(small, weights(chain, manhattan, 1000)));
    assertTrue(small[3] < small[0] && small[0] < Trajectory.W0);
  }

  private static List<Double> differing(double[] a, double[] b) {
    return java.util.stream.IntStream.range(0, a.length)
        .filter(i -> a[i] != b[i])
        .mapToObj(i -> a[i] - b[i])
        .toList();
  }

  @ParameterizedTest
  @MethodSource("chains")
  void eitherClipBoundsALoneGradient(String chain) {
    for (String clip : List.of("clip_value", "clip_norm")) {
      Map<String, Object> settings = new HashMap<>(Map.of("rate", 0.25));
      double[] expected = weights(chain, settings, 0.5);
      settings.put(clip, 0.5);
      assertEquals(List.of(), differing(expected, weights(chain, settings, 1000)), clip);
    }
  }

  @ParameterizedTest
  @MethodSource("chains")
  void manhattanAndClippingTogetherAreRefused(String chain) {
    for (String clip : List.of("clip_value", "clip_norm")) {
      Map<String, Object> both = Map.of("manhattan", true, clip, 1.0);
      FaException refusal =
          assertThrows(FaException.class, () -> Trajectory.chain(chain, both), clip);
      assertEquals(ErrorKind.USER, refusal.kind());
    }
  }

  @Test
  void chainsSayWhatTheyDoToTheWeight() {
    assertFalse(bends("sgd", Map.of("decay", 0.1)));
    assertFalse(bends("sgd", Map.of("decay", 0.1, "manhattan", true)));
    assertFalse(bends("adamw", Map.of("decay", 0.1)));
    assertFalse(bends("rmsprop", Map.of("decay", 0.1, "decay_mode", "decoupled")));
    assertTrue(bends("rmsprop", Map.of("decay", 0.1)));
    assertTrue(bends("lars", Map.of()));
  }

  private static boolean bends(String chain, Map<String, ?> settings) {
    UpdateRule update = Trajectory.chain(chain, settings);
    return update.traits().bendsWeight();
  }

  @Test
  void aTensorOfZerosLeavesZeroUnderTrust() {
    UpdateRule lars =
        Trajectory.chain("lars", Map.of("rate", 0.5, "momentum", 0.0, "trust_on", "all"));
    double[] made = Trajectory.from(0, lars, 1, t -> 1).weight();
    assertEquals(-0.5, made[0], 1e-12);
  }
}
