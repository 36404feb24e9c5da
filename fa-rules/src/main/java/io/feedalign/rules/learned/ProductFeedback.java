package io.feedalign.rules.learned;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.Formula;
import io.feedalign.credit.Learning;
import io.feedalign.credit.RuleContext;
import io.feedalign.credit.Signals;
import io.feedalign.error.FaException;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.rules.formula.LearnedFormulas;
import io.feedalign.rules.layerwise.LastLayer;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import java.util.Optional;

/**
 * Product feedback alignment: credit crosses through B R, where B is random and fixed and R learns
 * in B's image of the signal, so that no feedback weight ever copies a forward one. Source: Li and
 * others 2024.
 *
 * @param expansion how many intermediate units stand between, for each output of the layer
 */
public record ProductFeedback(int expansion) implements CreditAssignmentRule {
  @Override
  public EdgeRule at(Edge edge, RuleContext context) {
    checkOnePopulation(edge);
    return new EdgeRule() {
      @Override
      public Value carry(Signals signals, Emitter emit) {
        // pull(BT delta, R) = pull(delta, B R): one product of weights instead of a wider pull.
        Factors factors = Factors.at(edge, context, expansion);
        Value product = factors.product(emit.in("feedback"));
        return edge.pull(emit, signals.at(edge.output()), product);
      }

      @Override
      public void learn(Learning learning) {
        if (!edge.first()) {
          // correlate(h, BT delta) = BT correlate(h, delta) = BT dW
          Factors factors = Factors.at(edge, context, expansion);
          learning.train(factors.r(), factors.mix(learning.emit(), learning.gradient()));
        }
      }
    };
  }

  @Override
  public Optional<Formula> formula() {
    return Optional.of(LearnedFormulas.product());
  }

  /** In a grouped layer, B would join units of R that read different inputs. */
  private static void checkOnePopulation(Edge edge) {
    int read = edge.weightParameter().shape().size(1);
    int inputs = edge.input().shape().size(1);
    if (read != inputs) {
      throw FaException.user(
          "Product feedback alignment mixes the outputs of a layer, but those of '"
              + edge.path()
              + "' read different groups of its "
              + inputs
              + " inputs ("
              + read
              + " each). Use another rule, such as kp, where layers have groups.");
    }
  }

  /** {@code pfa}. */
  public static final class Provider implements RuleProvider {
    private static final Setting EXPANSION =
        Setting.whole(
            "expansion",
            10L,
            Setting.between(1, 1000),
            "intermediate units for each output; feedback takes that many times W's memory");

    @Override
    public String name() {
      return "pfa";
    }

    @Override
    public String description() {
      return "Product feedback alignment: B R, B fixed and random, R learnt. (Li et al. 2024)";
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(EXPANSION, LastLayer.SETTING);
    }

    @Override
    public CreditAssignmentRule create(Settings settings) {
      return LastLayer.asSet(settings, new ProductFeedback(settings.size(EXPANSION.key())));
    }
  }
}
