package io.feedalign.rules.layerwise;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.Formula;
import io.feedalign.credit.RuleContext;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.rules.formula.LayerwiseFormulas;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.Settings;
import java.util.Optional;
import java.util.function.Function;

/**
 * The control of the sign rules: B = abs(W) (*) sgn(W), which is W to the last bit but goes every
 * step of the way that {@link SignConcordant} feedback goes. Where it differs from backpropagation,
 * the machinery is at fault and not the rule.
 */
public record Sham() implements FeedbackWeight {
  private static final FeedbackWeight TAKEN_APART_AND_PUT_TOGETHER =
      new SignConcordant(SignSource.CURRENT, Magnitude.current());

  @Override
  public Function<Emitter, Value> at(Edge edge, RuleContext context) {
    return TAKEN_APART_AND_PUT_TOGETHER.at(edge, context);
  }

  @Override
  public Optional<Formula> formula() {
    return Optional.of(LayerwiseFormulas.transported());
  }

  /** {@code sham}. */
  public static final class Provider implements RuleProvider {
    @Override
    public String name() {
      return "sham";
    }

    @Override
    public String description() {
      return "Control: W as a feedback tensor, abs(W) times sgn(W). Must equal bp bit for bit.";
    }

    @Override
    public CreditAssignmentRule create(Settings settings) {
      return new Layerwise(new Sham());
    }
  }
}
