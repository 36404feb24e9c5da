package io.feedalign.bench.archfixture.core.run;

import io.feedalign.bench.archfixture.core.compile.CallsRun;
import io.feedalign.bench.archfixture.credit.Credit;

/** A trainer that knows what it runs, and half of a circle. */
public final class KnowsCredit {
  private KnowsCredit() {}

  /** Asks the compiler, which asks back. */
  public static int steps(Credit credit) {
    return credit.hashCode() + CallsRun.programs(credit);
  }
}
