package io.feedalign.rules.layerwise;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.nn.Network;
import io.feedalign.rules.lab.Rules;
import io.feedalign.testkit.RuleContract;
import io.feedalign.testkit.TinyNetworks;
import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of all rules, over every discovered rule and each of its variants. */
@ParameterizedClass
@MethodSource("io.feedalign.rules.lab.Rules#all")
class EveryRuleTest extends RuleContract {
  private final Rules.Named rule;

  EveryRuleTest(Rules.Named rule) {
    this.rule = rule;
  }

  @Override
  protected CreditAssignmentRule rule() {
    return rule.make();
  }

  /** What pushes signals forwards refuses residual paths, and says so. */
  @Override
  protected List<Network> networks() {
    return rule.name().equals("ifa")
        ? List.of(TinyNetworks.mlp(), TinyNetworks.conv())
        : super.networks();
  }

  /** Feedback that knows the target only, through one connection a unit, is slow to help. */
  @Override
  protected double rate() {
    return rule.name().equals("drtp") ? 0.4 : super.rate();
  }
}
