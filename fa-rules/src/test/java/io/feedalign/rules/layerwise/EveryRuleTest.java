package io.feedalign.rules.layerwise;

import io.feedalign.rules.lab.Rules;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of all rules, over every discovered rule and each of its variants. */
@ParameterizedClass
@MethodSource("io.feedalign.rules.lab.Rules#all")
class EveryRuleTest extends RuleUnderContract {
  EveryRuleTest(Rules.Named rule) {
    super(rule);
  }
}
