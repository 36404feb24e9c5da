package io.feedalign.backend.cuda;

import io.feedalign.backend.Backend;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of every rule on a real device. */
@ParameterizedClass
@MethodSource("names")
class EveryRuleOnGpuTest extends RuleByName {
  EveryRuleOnGpuTest(String name) {
    super(name);
  }

  static List<String> names() {
    return RuleByName.names();
  }

  @BeforeAll
  static void needsAGpu() {
    Gpu.isNeededBy(EveryRuleOnGpuTest.class);
  }

  @Override
  protected Backend backend() {
    return Gpu.open();
  }
}
