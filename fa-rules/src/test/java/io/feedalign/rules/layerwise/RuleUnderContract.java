package io.feedalign.rules.layerwise;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.nn.Network;
import io.feedalign.rules.lab.Rules;
import io.feedalign.testkit.RuleContract;
import io.feedalign.testkit.TinyNetworks;
import java.util.List;

/** The contract under one rule, with what is particular to some. */
abstract class RuleUnderContract extends RuleContract {
  private final Rules.Named rule;

  RuleUnderContract(Rules.Named rule) {
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
