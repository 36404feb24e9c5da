package io.feedalign.bench.archfixture.core.compile;

import io.feedalign.bench.archfixture.core.run.KnowsCredit;
import io.feedalign.bench.archfixture.credit.Credit;

/** A compiler that runs, the other half. */
public final class CallsRun {
  private CallsRun() {}

  /** Asks the trainer, which asks back. */
  public static int programs(Credit credit) {
    return KnowsCredit.steps(credit);
  }
}
