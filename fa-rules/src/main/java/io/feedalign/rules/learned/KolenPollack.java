package io.feedalign.rules.learned;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.Formula;
import io.feedalign.credit.Learning;
import io.feedalign.credit.RuleContext;
import io.feedalign.credit.Signals;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.rules.formula.LearnedFormulas;
import io.feedalign.rules.layerwise.FeedbackAlignment;
import io.feedalign.rules.layerwise.FeedbackInit;
import io.feedalign.rules.layerwise.LastLayer;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import java.util.Optional;

/**
 * Kolen-Pollack learning: B starts apart from W, then gets the very changes that W gets, and decays
 * as W does, so that what they differ by decays. Source: Kolen, Pollack 1994; for deep networks
 * Akrout, Wilson, Humphreys, Lillicrap, Tweed 2019.
 *
 * @param start how B is drawn
 */
public record KolenPollack(FeedbackAlignment start) implements CreditAssignmentRule {
  @Override
  public EdgeRule at(Edge edge, RuleContext context) {
    return new EdgeRule() {
      @Override
      public Value carry(Signals signals, Emitter emit) {
        return edge.pull(emit, signals.at(edge.output()), feedback(emit));
      }

      @Override
      public void learn(Learning learning) {
        if (!edge.first()) {
          // dB = dW, through the same chain: (W - B)_(t+1) = (1 - lambda) (W - B)_t
          learning.train(feedback(learning.emit()), learning.gradient());
        }
      }

      private Value feedback(Emitter emit) {
        return start.at(edge, context).apply(emit);
      }
    };
  }

  @Override
  public Optional<Formula> formula() {
    return Optional.of(LearnedFormulas.kolenPollack());
  }

  /** {@code kp}. */
  public static final class Provider implements RuleProvider {
    private static final Setting SCALE =
        FeedbackAlignment.scale(1, "multiplies the feedback's draw");

    @Override
    public String name() {
      return "kp";
    }

    @Override
    public String description() {
      return "Kolen-Pollack: B learns by W's own changes; both need decay, a decoupled one."
          + " (Kolen, Pollack 1994; Akrout et al. 2019)";
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(FeedbackInit.SETTING, SCALE, LastLayer.SETTING);
    }

    @Override
    public CreditAssignmentRule create(Settings settings) {
      return LastLayer.asSet(settings, new KolenPollack(FeedbackAlignment.asSet(settings)));
    }
  }
}
