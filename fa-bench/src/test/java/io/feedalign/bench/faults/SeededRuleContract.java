package io.feedalign.bench.faults;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.testkit.RuleContract;

/** The published contract, over the rule of the fault on trial; only a {@link Trial} runs it. */
class SeededRuleContract extends RuleContract {
  static final String FAULT = "feedalign.fault";

  @Override
  protected CreditAssignmentRule rule() {
    Fault fault = Faults.named(System.getProperty(FAULT, ""));
    return AuditBench.experiment(fault.audit()).variants().get(0).rule();
  }
}
