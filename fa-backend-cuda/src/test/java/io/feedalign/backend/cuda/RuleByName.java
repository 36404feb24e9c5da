package io.feedalign.backend.cuda;

import io.feedalign.core.plugin.Plugins;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.nn.Network;
import io.feedalign.spi.RuleProvider;
import io.feedalign.testkit.RuleContract;
import io.feedalign.testkit.TinyNetworks;
import java.util.List;
import java.util.Map;

/** The contract of one rule, with what is particular to some. */
abstract class RuleByName extends RuleContract {
  private final String name;

  RuleByName(String name) {
    this.name = name;
  }

  /** All rules that there are. */
  static List<String> names() {
    return Plugins.discover().rules().names();
  }

  @Override
  protected CreditAssignmentRule rule() {
    RuleProvider provider = Plugins.discover().rules().get(name);
    Map<String, ?> fewRehearsals = name.equals("wm") ? Map.of("mirror_before", 5) : Map.of();
    return provider.create(provider.settings().settings(fewRehearsals));
  }

  /** What pushes signals forwards refuses residual paths, and says so. */
  @Override
  protected List<Network> networks() {
    return name.equals("ifa") ? List.of(TinyNetworks.mlp(), TinyNetworks.conv()) : super.networks();
  }

  /** Feedback that knows the target only is slow to help. */
  @Override
  protected double rate() {
    return name.equals("drtp") ? 0.4 : super.rate();
  }
}
