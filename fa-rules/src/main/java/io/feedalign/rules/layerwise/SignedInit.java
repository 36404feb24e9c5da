package io.feedalign.rules.layerwise;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.RuleContext;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.rules.formula.SignFormulas;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import java.util.function.Function;

/**
 * The control of uSF: B = c sgn(W_0), what uSF would use in its first step, kept for ever. It tells
 * how much of uSF's success comes from following the signs, and how much from a good start.
 *
 * @param c must not itself be a remembered value, for it is taken when W is still W_0
 */
public record SignedInit(Magnitude c) implements FeedbackWeight {
  @Override
  public Function<Emitter, Value> at(Edge edge, RuleContext context) {
    Function<Emitter, Value> first =
        new SignConcordant(SignSource.HELD_OR_CURRENT, c).at(edge, context);
    // B = c sgn(W_0), fixed
    Value b = context.remember("feedback", first);
    return emit -> b;
  }

  /** {@code signed-init}. */
  public static final class Provider implements RuleProvider {
    @Override
    public String name() {
      return "signed-init";
    }

    @Override
    public String description() {
      return "Control: B = c sgn(W_0), the feedback of usf in its first step, kept for ever.";
    }

    @Override
    public SettingsSpec settings() {
      return MagnitudeSettings.SPEC;
    }

    @Override
    public CreditAssignmentRule create(Settings settings) {
      FeedbackWeight feedback = new SignedInit(MagnitudeSettings.atStart(settings));
      return LastLayer.asSet(
          settings, new Layerwise(feedback.claiming(SignFormulas.start(settings))));
    }
  }
}
