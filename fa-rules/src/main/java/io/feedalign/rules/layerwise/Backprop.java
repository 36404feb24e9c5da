package io.feedalign.rules.layerwise;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.Formula;
import io.feedalign.credit.RuleContext;
import io.feedalign.rules.formula.LayerwiseFormulas;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.Settings;
import java.util.Optional;

/** Backpropagation: credit crosses each layer through the weight that activity crossed (B = W). */
public record Backprop() implements CreditAssignmentRule {
  @Override
  public EdgeRule at(Edge edge, RuleContext context) {
    // g_(l-1) = pull(delta_l, W_l)
    return (signals, emit) -> edge.pull(emit, signals.at(edge.output()), edge.weight());
  }

  @Override
  public Optional<Formula> formula() {
    return Optional.of(LayerwiseFormulas.transported());
  }

  /** {@code bp}. */
  public static final class Provider implements RuleProvider {
    @Override
    public String name() {
      return "bp";
    }

    @Override
    public String description() {
      return "Backpropagation: B is W itself. (Rumelhart, Hinton, Williams 1986)";
    }

    @Override
    public Backprop create(Settings settings) {
      return new Backprop();
    }
  }
}
