package io.feedalign.rules.direct;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.rules.formula.DirectFormulas;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;

/**
 * Direct feedback of the error's sign: {@code g_v = sgn(e) B_v / N}. Source: Frenkel, Lefebvre, Bol
 * 2019.
 */
public final class SignDirectFeedback {
  private SignDirectFeedback() {}

  /** {@code sdfa}. */
  public static final class Provider implements RuleProvider {
    @Override
    public String name() {
      return "sdfa";
    }

    @Override
    public String description() {
      return "Direct feedback of the sign of the error. (Frenkel et al. 2019)";
    }

    @Override
    public SettingsSpec settings() {
      return DirectSettings.SPEC;
    }

    @Override
    public CreditAssignmentRule create(Settings settings) {
      return DirectSettings.rule(Teaching.ERROR_SIGN, DirectFormulas.errorSign(settings), settings);
    }
  }
}
