package io.feedalign.cli.command;

import io.feedalign.cli.config.RuleSelection;
import io.feedalign.core.experiment.ConfigTree;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that choose among the rules of an experiment, and others. */
final class RuleOptions {

  @Option(
      names = "--rules",
      split = ",",
      paramLabel = "RULE",
      description = {
        "Which rules, in this order: a label of the recipe (usf-sn), a rule's name (fa),",
        "or a name with settings (usf:xiao, fa:scale=2)."
      })
  private List<String> rules = new ArrayList<>();

  ConfigTree apply(ConfigTree tree, Workshop workshop) {
    return rules.isEmpty()
        ? tree
        : new RuleSelection(workshop.plugins().rules()).choose(tree, rules);
  }
}
