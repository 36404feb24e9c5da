package io.feedalign.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.core.experiment.ExperimentAssembler;
import io.feedalign.core.experiment.Variant;
import io.feedalign.core.plugin.Plugins;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecipesTest {

  private final Recipes recipes = new Recipes(new YamlConfigReader());

  static List<String> names() {
    return Recipes.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyRecipeThatShipsCanBeAssembled(String name) {
    // Any data will do: that of a recipe may not be on this machine.
    ConfigTree tree =
        Overrides.apply(recipes.open(name), List.of("data={name: synthetic}", "backend=reference"));
    Experiment experiment = new ExperimentAssembler(Plugins.discover()).assemble(tree);
    assertEquals(name, experiment.name());
  }

  @Test
  void theQuickStartComparesTheWholeFamily() {
    ConfigTree tree = Overrides.apply(recipes.open("quickstart"), List.of("backend=reference"));
    Experiment experiment = new ExperimentAssembler(Plugins.discover()).assemble(tree);
    assertEquals(
        List.of(
            "bp",
            "fa",
            "usf unit",
            "usf init",
            "usf sn",
            "frsf",
            "brsf",
            "sham",
            "kp",
            "wm",
            "pfa",
            "dfa",
            "sdfa",
            "drtp",
            "densefa"),
        experiment.variants().stream().map(Variant::label).toList());
    assertEquals("fashion-mnist-mini", experiment.data().name());
  }
}
