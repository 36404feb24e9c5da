package io.feedalign.rules.direct;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Formula;
import io.feedalign.rules.layerwise.LastLayer;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;

/** The settings that dfa and its variants share. */
final class DirectSettings {
  static final SettingsSpec SPEC =
      SettingsSpec.of(
          Projection.SETTING,
          Projection.NONZEROS,
          Projection.SCALE,
          Pathway.TAP,
          Pathway.SKIPS,
          Budget.SETTING,
          LastLayer.SETTING);

  private DirectSettings() {}

  /** The rule that projects something to each tap. */
  static CreditAssignmentRule rule(Teaching teaching, Formula formula, Settings settings) {
    Feedback feedback = new Projected(teaching, Projection.asSet(settings));
    return new DirectPathway(feedback, Pathway.asSet(settings), Budget.asSet(settings), formula);
  }
}
