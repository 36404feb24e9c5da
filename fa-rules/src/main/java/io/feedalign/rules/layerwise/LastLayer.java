package io.feedalign.rules.layerwise;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.Formula;
import io.feedalign.credit.RuleContext;
import io.feedalign.ir.Cadence;
import io.feedalign.rules.formula.LayerwiseFormulas;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import java.util.List;
import java.util.Optional;

/**
 * Another rule, except that credit leaves the network's last layer exactly, through its own weight.
 * In every other way, at local edges as well, the other rule decides.
 */
public final class LastLayer implements CreditAssignmentRule {
  /** {@code last_layer: rule | bp}. */
  public static final Setting SETTING =
      Setting.choice(
          "last_layer",
          List.of("rule", "bp"),
          "what carries credit below the last layer: the rule itself, or exact transport");

  private final CreditAssignmentRule others;
  private final CreditAssignmentRule last = new Backprop();

  /** The given rule everywhere but at the last layer. */
  public LastLayer(CreditAssignmentRule others) {
    this.others = others;
  }

  /** The rule as {@link #SETTING} wants it. */
  public static CreditAssignmentRule asSet(Settings settings, CreditAssignmentRule rule) {
    return settings.text(SETTING.key()).equals("bp") ? new LastLayer(rule) : rule;
  }

  @Override
  public EdgeRule at(Edge edge, RuleContext context) {
    return (edge.last() ? last : others).at(edge, context);
  }

  @Override
  public EdgeRule local(Edge edge, RuleContext context) {
    return others.local(edge, context);
  }

  @Override
  public Cadence rehearsal() {
    return others.rehearsal();
  }

  @Override
  public int rehearsalsBefore() {
    return others.rehearsalsBefore();
  }

  @Override
  public Optional<Formula> formula() {
    Formula exact = LayerwiseFormulas.transported();
    return others
        .formula()
        .map(
            formula ->
                (edge, edges) ->
                    (edge.synaptic() && edge.last() ? exact : formula).at(edge, edges));
  }
}
