package io.feedalign.bench.archfixture.rules;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.RuleContext;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.Settings;

/** A rule, and its provider, as they should be. */
public record Innocent(double scale) implements CreditAssignmentRule {
  @Override
  public EdgeRule at(Edge edge, RuleContext context) {
    return (signals, emit) -> emit.scale(signals.at(edge.output()), scale);
  }

  /** {@code innocent}. */
  public static final class Provider implements RuleProvider {
    @Override
    public String name() {
      return "innocent";
    }

    @Override
    public String description() {
      return "Breaks no rule.";
    }

    @Override
    public Innocent create(Settings settings) {
      return new Innocent(1);
    }
  }
}
