package com.example.signblend;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.RuleContext;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Parameter;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;

/**
 * How much do the signs matter? B = (1 - mix) M + mix abs(M) (*) sgn(W), where M is drawn once as
 * the weights are. With mix = 0 this is feedback alignment, with mix = 1 every sign of B is W's.
 *
 * @param mix from 0 to 1
 */
public record SignBlend(double mix) implements CreditAssignmentRule {

  @Override
  public EdgeRule at(Edge edge, RuleContext context) {
    return (signals, emit) -> {
      Value b = feedback(edge, context, emit.in("feedback"));
      return edge.pull(emit, signals.at(edge.output()), b);
    };
  }

  private Value feedback(Edge edge, RuleContext context, Emitter emit) {
    Parameter weight = edge.weightParameter();
    Value m = context.state("feedback", weight.shape(), weight.initializer());
    // B = (1 - mix) M + mix abs(M) (*) sgn(W)
    Value concordant = emit.multiply(emit.abs(m), emit.sign(edge.weight()));
    return emit.add(emit.scale(m, 1 - mix), emit.scale(concordant, mix));
  }

  /** {@code sign-blend}. */
  public static final class Provider implements RuleProvider {
    private static final Setting MIX =
        Setting.real("mix", 0.5, Setting.between(0, 1), "part of the feedback with the signs of W");

    @Override
    public String name() {
      return "sign-blend";
    }

    @Override
    public String description() {
      return "Fixed random feedback, of which a part takes the signs of W. (example, 2026)";
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(MIX);
    }

    @Override
    public CreditAssignmentRule create(Settings settings) {
      return new SignBlend(settings.real(MIX.key()));
    }
  }
}
