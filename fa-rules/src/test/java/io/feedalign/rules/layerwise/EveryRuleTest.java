package io.feedalign.rules.layerwise;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.rules.lab.Rules;
import io.feedalign.testkit.RuleContract;
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
}
