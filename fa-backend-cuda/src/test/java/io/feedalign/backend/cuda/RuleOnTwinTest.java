package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.backend.Backend;
import io.feedalign.backend.cuda.host.HostDevice;
import org.junit.jupiter.api.BeforeAll;

/** The contract of one rule on a host twin; of all of them, see {@link EveryRuleOnTwinTest}. */
class RuleOnTwinTest extends RuleByName {
  RuleOnTwinTest() {
    super("fa");
  }

  @BeforeAll
  static void needsACompiler() {
    assumeTrue(HostDevice.missing().isEmpty(), HostDevice.missing());
  }

  @Override
  protected Backend backend() {
    return HostedBackends.open();
  }
}
