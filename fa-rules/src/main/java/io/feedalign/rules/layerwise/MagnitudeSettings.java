package io.feedalign.rules.layerwise;

import io.feedalign.error.FaException;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import java.util.List;

/**
 * The settings by which a sign rule chooses its magnitude. {@code reading} matters under {@code
 * magnitude: init} only, {@code granularity} under {@code magnitude: sn} only.
 */
final class MagnitudeSettings {
  private static final Setting MAGNITUDE =
      Setting.choice(
          "magnitude",
          List.of("unit", "init", "sn", "xiao", "xavier"),
          "size of the feedback: 1; that of the starting weights; the norm of W in each step; "
              + "the constants of Xiao 2018 or Glorot 2010");
  private static final Setting READING =
      Setting.choice(
          "reading",
          List.of("initial-weights", "own-draw", "frozen-norm"),
          "what 'init' means: abs(W_0), abs of an independent draw, or norm(W_0) / norm(sgn W_0); "
              + "without effect under other magnitudes");
  private static final Setting GRANULARITY =
      Setting.choice(
          "granularity",
          List.of("tensor", "out-channel"),
          "over what 'sn' takes its norms: the layer's weight, or each output channel; "
              + "without effect under other magnitudes");

  /** What a sign rule with a magnitude may be told. */
  static final SettingsSpec SPEC =
      SettingsSpec.of(MAGNITUDE, READING, GRANULARITY, LastLayer.SETTING);

  private MagnitudeSettings() {}

  /** The magnitude for feedback that is written anew in each step. */
  static Magnitude eachStep(Settings settings) {
    if (!settings.text("magnitude").equals("init")) {
      return ofCurrentWeight(settings);
    }
    return switch (settings.text("reading")) {
      case "initial-weights" -> Magnitude.initialWeights();
      case "own-draw" -> Magnitude.drawnOnce("feedback");
      case "frozen-norm" -> NormMagnitude.frozen();
      default -> throw unknown(settings);
    };
  }

  /** The magnitude for feedback that is written once, at the start, when W is W_0. */
  static Magnitude atStart(Settings settings) {
    if (!settings.text("magnitude").equals("init")) {
      return ofCurrentWeight(settings);
    }
    return switch (settings.text("reading")) {
      case "initial-weights" -> Magnitude.current();
      case "own-draw" -> Magnitude.drawnOnce("magnitude");
      case "frozen-norm" -> NormMagnitude.strict();
      default -> throw unknown(settings);
    };
  }

  private static Magnitude ofCurrentWeight(Settings settings) {
    return switch (settings.text("magnitude")) {
      case "unit" -> Magnitude.unit();
      case "sn" ->
          settings.text("granularity").equals("tensor")
              ? NormMagnitude.strict()
              : NormMagnitude.strictPerOutChannel();
      case "xiao" -> Magnitude.xiao();
      case "xavier" -> Magnitude.xavier();
      default -> throw unknown(settings);
    };
  }

  private static FaException unknown(Settings settings) {
    return FaException.internal("No magnitude was written for the settings " + settings + ".");
  }
}
