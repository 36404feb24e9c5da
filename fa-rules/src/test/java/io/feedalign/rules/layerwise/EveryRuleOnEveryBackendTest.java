package io.feedalign.rules.layerwise;

import io.feedalign.backend.Backend;
import io.feedalign.rules.lab.Host;
import io.feedalign.rules.lab.Rules;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of all rules on every discovered backend. */
@ParameterizedClass(allowZeroInvocations = true)
@MethodSource("rulesAndHosts")
class EveryRuleOnEveryBackendTest extends RuleUnderContract {
  private final Host host;

  EveryRuleOnEveryBackendTest(Rules.Named rule, Host host) {
    super(rule);
    this.host = host;
  }

  static Stream<Arguments> rulesAndHosts() {
    return Host.discovered()
        .flatMap(host -> Rules.all().stream().map(rule -> Arguments.of(rule.brief(), host)));
  }

  @Override
  protected Backend backend() {
    return host.open();
  }
}
