package io.feedalign.spi;

import io.feedalign.credit.CreditAssignmentRule;
import org.apiguardian.api.API;

/** Makes a credit-assignment rule. */
@API(status = API.Status.STABLE, since = "0.1")
public interface RuleProvider extends Provider<CreditAssignmentRule> {}
