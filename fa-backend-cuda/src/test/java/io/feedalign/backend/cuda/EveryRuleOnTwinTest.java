package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.backend.Backend;
import io.feedalign.backend.cuda.host.HostDevice;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of every rule on a host twin. */
@Tag("nightly")
@ParameterizedClass
@MethodSource("names")
class EveryRuleOnTwinTest extends RuleByName {
  EveryRuleOnTwinTest(String name) {
    super(name);
  }

  static List<String> names() {
    return RuleByName.names();
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
