package com.example.signblend;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.testkit.RuleContract;

class SignBlendTest extends RuleContract {
  @Override
  protected CreditAssignmentRule rule() {
    return new SignBlend(0.5);
  }
}
