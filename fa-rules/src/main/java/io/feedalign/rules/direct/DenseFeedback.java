package io.feedalign.rules.direct;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.rules.formula.DirectFormulas;
import io.feedalign.rules.layerwise.LastLayer;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import java.util.List;
import java.util.Locale;

/**
 * Dense feedback alignment: each tap hears from every synapse after it, {@code g_v = sum over k of
 * delta_k B_(v<-k) / sqrt(terms)}, each through a fixed random matrix of its own. Source:
 * Moskovitz, Litwin-Kumar, Abbott 2018; the sum's scale is our reading.
 */
public final class DenseFeedback {
  private static final Setting REACH =
      Setting.choice(
          "reach",
          List.of("all", "output", "next"),
          "which synapses after a tap send to it: all, the last one, or those that read it");

  private DenseFeedback() {}

  /** {@code densefa}. */
  public static final class Provider implements RuleProvider {
    @Override
    public String name() {
      return "densefa";
    }

    @Override
    public String description() {
      return "Dense feedback alignment: each layer hears from every later layer through a fixed"
          + " random matrix. (Moskovitz et al. 2018)";
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(
          REACH, Projection.SCALE, Pathway.TAP, Pathway.SKIPS, Budget.SETTING, LastLayer.SETTING);
    }

    @Override
    public CreditAssignmentRule create(Settings settings) {
      String reach = settings.text(REACH.key()).toUpperCase(Locale.ROOT);
      Feedback feedback =
          new FromEverySynapse(
              FromEverySynapse.Reach.valueOf(reach), settings.real(Projection.SCALE.key()));
      return new DirectPathway(
          feedback,
          Pathway.asSet(settings),
          Budget.asSet(settings),
          DirectFormulas.everySynapse(settings));
    }
  }
}
