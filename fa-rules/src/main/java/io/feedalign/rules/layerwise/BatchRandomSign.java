package io.feedalign.rules.layerwise;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.rules.formula.SignFormulas;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;

/**
 * brSF, batchwise random-magnitude sign-concordant feedback: B = abs(M_t) (*) sgn(W_t), where M_t
 * is drawn anew from the weight's initializer for each batch, and is the same for all its samples.
 * It costs no state: the draw is named by seed, layer and step. Source: Liao, Leibo, Poggio 2016.
 */
public final class BatchRandomSign {
  private BatchRandomSign() {}

  /** The rule. */
  public static CreditAssignmentRule rule() {
    return new Layerwise(
        new SignConcordant(SignSource.HELD_OR_CURRENT, Magnitude.drawnEachBatch())
            .claiming(SignFormulas.redrawnMagnitudes()));
  }

  /** {@code brsf}. */
  public static final class Provider implements RuleProvider {
    @Override
    public String name() {
      return "brsf";
    }

    @Override
    public String description() {
      return "Random magnitudes, redrawn each batch, with the signs of W: B = abs(M_t) sgn(W)."
          + " (Liao et al. 2016)";
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
