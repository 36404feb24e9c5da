package io.feedalign.rules.direct;

import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import java.util.List;

/**
 * Where direct feedback enters a network, and what becomes of credit on other ways.
 *
 * @param tap the value that stands for what a synapse reads
 * @param skips what else reaches a tap
 * @param lastExact whether credit leaves the last layer exactly, so that it has no tap
 */
public record Pathway(Tap tap, Skips skips, boolean lastExact) {
  /** {@code tap: activation | block}. */
  public static final Setting TAP =
      Setting.choice(
          "tap",
          List.of("activation", "block"),
          "where feedback enters: at the activation function's output, before pooling, or at the"
              + " value that the layer reads");

  /** {@code skips: cut | keep}. */
  public static final Setting SKIPS =
      Setting.choice(
          "skips",
          List.of("cut", "keep"),
          "what else reaches a tap: nothing, or also what flows along residual paths");

  /** The defaults: after activation functions, skips cut. */
  public static final Pathway STAR = new Pathway(Tap.ACTIVATION, Skips.CUT, false);

  /** The value that stands for what a synapse reads. */
  public enum Tap {
    /** The output of the activation function that the read value comes from. */
    ACTIVATION,
    /** The read value itself. */
    BLOCK
  }

  /** What reaches a tap besides its own feedback. */
  public enum Skips {
    /** Nothing. */
    CUT,
    /** The exact credit of the ways that lead past the synapse. */
    KEEP
  }

  /** The pathway that the settings name. */
  static Pathway asSet(Settings settings) {
    return new Pathway(
        settings.text(TAP.key()).equals("block") ? Tap.BLOCK : Tap.ACTIVATION,
        settings.text(SKIPS.key()).equals("keep") ? Skips.KEEP : Skips.CUT,
        settings.text("last_layer").equals("bp"));
  }
}
