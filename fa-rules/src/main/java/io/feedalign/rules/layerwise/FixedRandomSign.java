package io.feedalign.rules.layerwise;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.rules.formula.SignFormulas;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;

/**
 * frSF, fixed random-magnitude sign-concordant feedback: B = abs(M) (*) sgn(W_t), where M is drawn
 * once from the weight's initializer and kept as the state {@code feedback}. Source: Liao, Leibo,
 * Poggio 2016.
 */
public final class FixedRandomSign {
  private FixedRandomSign() {}

  /** The rule. */
  public static CreditAssignmentRule rule() {
    return new Layerwise(
        new SignConcordant(SignSource.HELD_OR_CURRENT, Magnitude.drawnOnce("feedback"))
            .claiming(SignFormulas.fixedMagnitudes()));
  }

  /** {@code frsf}. */
  public static final class Provider implements RuleProvider {
    @Override
    public String name() {
      return "frsf";
    }

    @Override
    public String description() {
      return "Fixed random magnitudes with the signs of W: B = abs(M) sgn(W). (Liao et al. 2016)";
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(LastLayer.SETTING);
    }

    @Override
    public CreditAssignmentRule create(Settings settings) {
      return LastLayer.asSet(settings, rule());
    }
  }
}
