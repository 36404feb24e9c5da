package io.feedalign.rules.layerwise;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Formula;
import io.feedalign.rules.formula.SignFormulas;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;

/**
 * uSF, uniform sign-concordant feedback: B = c sgn(W_t). Source: Liao, Leibo, Poggio 2016 (c = 1);
 * the magnitudes {@code init} and {@code sn} follow Moskovitz, Litwin-Kumar, Abbott 2018, whose
 * wording has more than one reading, so each reading is a setting.
 */
public final class UniformSign {
  private UniformSign() {}

  /** The rule with the given magnitude. */
  public static CreditAssignmentRule rule(Magnitude c) {
    return new Layerwise(new SignConcordant(SignSource.HELD_OR_CURRENT, c));
  }

  /** {@code usf}. */
  public static final class Provider implements RuleProvider {
    @Override
    public String name() {
      return "usf";
    }

    @Override
    public String description() {
      return "Uniform sign-concordant feedback: B = c sgn(W). (Liao et al. 2016; magnitudes:"
          + " Moskovitz et al. 2018, Xiao et al. 2018)";
    }

    @Override
    public SettingsSpec settings() {
      return MagnitudeSettings.SPEC;
    }

    @Override
    public CreditAssignmentRule create(Settings settings) {
      FeedbackWeight feedback =
          new SignConcordant(SignSource.HELD_OR_CURRENT, MagnitudeSettings.eachStep(settings));
      Formula formula = SignFormulas.uniform(settings);
      return LastLayer.asSet(settings, new Layerwise(feedback.claiming(formula)));
    }
  }
}
