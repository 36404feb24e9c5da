package io.feedalign.cli.command;

import io.feedalign.cli.config.Recipes;
import io.feedalign.core.experiment.ConfigTree;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What several rules are trained on, and which rules. */
final class RecipeOptions {

  @Parameters(
      arity = "0..1",
      paramLabel = "RECIPE",
      defaultValue = "quickstart",
      description =
          "A recipe that ships (quickstart, cifar10-lenet-20, ...) or the path of a YAML file.")
  private String recipe = "quickstart";

  @Mixin private RuleOptions rules = new RuleOptions();

  /** The recipe as other options change it, with the rules that were chosen. */
  ConfigTree open(Workshop workshop, UnaryOperator<ConfigTree> changed) {
    return rules.apply(changed.apply(new Recipes(workshop.reader()).open(recipe)), workshop);
  }
}
