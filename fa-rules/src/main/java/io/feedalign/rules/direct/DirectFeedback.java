package io.feedalign.rules.direct;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.rules.formula.DirectFormulas;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;

/**
 * Direct feedback alignment: {@code g_v = e B_v} with a fixed random B_v for each tap. Source:
 * Nøkland 2016; the projections follow Launay et al. 2020 and Crafton et al. 2019.
 */
public final class DirectFeedback {
  private DirectFeedback() {}

  /** {@code dfa}. */
  public static final class Provider implements RuleProvider {
    @Override
    public String name() {
      return "dfa";
    }

    @Override
    public String description() {
      return "Direct feedback alignment: the error reaches each layer through a fixed random matrix of its"
          + " own. (Nøkland 2016)";
    }

    @Override
    public SettingsSpec settings() {
      return DirectSettings.SPEC;
    }

    @Override
    public CreditAssignmentRule create(Settings settings) {
      return DirectSettings.rule(Teaching.ERROR, DirectFormulas.error(settings), settings);
    }
  }
}
