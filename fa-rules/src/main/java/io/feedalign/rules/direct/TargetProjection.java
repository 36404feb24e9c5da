package io.feedalign.rules.direct;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.rules.formula.DirectFormulas;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;

/**
 * Direct random target projection: {@code g_v = y B_v / N}, where y is the one-hot target. Nothing
 * below the last layer waits for the output. B_v is drawn symmetrically, so that the paper's
 * opposite sign is another draw of the same rule. Source: Frenkel, Lefebvre, Bol 2019.
 */
public final class TargetProjection {
  private TargetProjection() {}

  /** {@code drtp}. */
  public static final class Provider implements RuleProvider {
    @Override
    public String name() {
      return "drtp";
    }

    @Override
    public String description() {
      return "Direct random target projection: the target, not the error, reaches each layer through a"
          + " fixed random matrix. (Frenkel et al. 2019)";
    }

    @Override
    public SettingsSpec settings() {
      return DirectSettings.SPEC;
    }

    @Override
    public CreditAssignmentRule create(Settings settings) {
      return DirectSettings.rule(Teaching.TARGET, DirectFormulas.target(settings), settings);
    }
  }
}
