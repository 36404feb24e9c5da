package io.feedalign.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Backend;
import io.feedalign.cli.report.Published;
import io.feedalign.cli.report.PublishedError;
import io.feedalign.core.compile.StepPrograms;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.core.experiment.ExperimentAssembler;
import io.feedalign.core.experiment.Variant;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.error.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecipesTest {

  private final Recipes recipes = new Recipes(new YamlConfigReader());
  private final Plugins plugins = Plugins.discover();

  static List<String> names() {
    return Recipes.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyRecipeThatShipsCanBeAssembled(String name) {
    // Any data will do: that of a recipe may not be on this machine.
    Experiment experiment = assembled(name);
    assertEquals(name, experiment.name());
    try (Backend backend = experiment.backend().open()) {
      for (Variant variant : experiment.variants()) {
        StepPrograms programs =
            experiment.compiler(backend, variant, 1).batch(2).trace(experiment.network());
        assertEquals(List.of(), programs.findings().notes(), variant.label());
        assertEquals(List.of(), programs.findings().failures(), variant.label());
      }
    }
  }

  private Experiment assembled(String name) {
    ConfigTree tree =
        Overrides.apply(recipes.open(name), List.of("data=" + like(name), "backend=reference"));
    return new ExperimentAssembler(plugins).assemble(tree);
  }

  /** Made-up images as large as those of a recipe's data. */
  private static String like(String recipe) {
    String shape =
        recipe.contains("imagenet")
            ? "[3, 224, 224], classes: 1000"
            : recipe.contains("arch1")
                ? "[3, 24, 24]"
                : recipe.contains("cifar10") ? "[3, 32, 32]" : "[1, 28, 28]";
    return "{name: synthetic, labels: random, train: 300, test: 10, shape: " + shape + "}";
  }

  @ParameterizedTest
  @MethodSource("names")
  void theDataOfEveryRecipeIsADataSetWithTheseSettings(String name) {
    Object data = recipes.open(name).values().get("data");
    Map<String, Object> settings = new LinkedHashMap<>();
    if (data instanceof Map<?, ?> map) {
      map.forEach((key, value) -> settings.put(String.valueOf(key), value));
    }
    Object named = settings.isEmpty() ? data : settings.remove("name");
    Problems problems = new Problems();
    plugins.datasets().get(String.valueOf(named)).settings().read(settings, problems);
    assertEquals(List.of(), problems.all());
  }

  @Test
  void eachRuleOfARecipeMayHaveAnUpdateOfItsOwn() {
    Map<String, Object> settings = new LinkedHashMap<>();
    assembled("biotorch-imagenet-resnet18")
        .variants()
        .forEach(variant -> settings.put(variant.label(), variant.settings().get("update")));
    assertEquals("sgd", ((Map<?, ?>) settings.get("bp")).get("name"));
    assertEquals("adam", ((Map<?, ?>) settings.get("dfa")).get("name"));
    assertEquals(1e-3, ((Map<?, ?>) settings.get("dfa")).get("rate"));
    assertEquals(List.of(20L, 40L, 60L), ((Map<?, ?>) settings.get("dfa")).get("milestones"));
  }

  /** A number beside a label that no recipe has would never be seen. */
  @Test
  void everyPublishedNumberStandsBesideARuleThatThereIs() {
    List<?> tables = (List<?>) recipes.published().get("tables");
    assertEquals(9, tables.size());
    for (Object entry : tables) {
      Map<?, ?> table = (Map<?, ?>) entry;
      Map<?, ?> errors = (Map<?, ?>) table.get("errors");
      for (Map.Entry<?, ?> beside : ((Map<?, ?>) table.get("beside")).entrySet()) {
        String recipe = (String) beside.getKey();
        assertTrue(Recipes.NAMES.contains(recipe), recipe);
        List<String> labels = assembled(recipe).variants().stream().map(Variant::label).toList();
        Published published = Published.of(recipes.published(), recipe);
        assertTrue(labels.stream().anyMatch(published.errors()::containsKey), recipe);
        Object others = ((Map<?, ?>) beside.getValue()).get("labels");
        for (Map.Entry<?, ?> one : (others instanceof Map<?, ?> map ? map : Map.of()).entrySet()) {
          assertTrue(labels.contains(one.getKey()), recipe + ": " + one);
          assertTrue(errors.containsKey(one.getValue()), recipe + ": " + one);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "biotorch-cifar10-lenet, fa, 46.69",
    "biotorch-cifar10-lenet-adam, fa, 40.67",
    "biotorch-cifar10-resnet20, usf, 10.05",
    "biotorch-cifar10-resnet20-adam, dfa, 32.16",
    "biotorch-imagenet-resnet18, frsf, 36.50",
    "cifar10-resnet20-30, usf sn, 10.05",
    "cifar10-lenet-20, bp, 14.23",
    "imagenet-alexnet, fa, 93.08",
    "imagenet-alexnet, usf init const, 51.2",
    "lenet-fashion, brsf, 10.02"
  })
  void publishedNumbersAreThoseOfTheirSource(String recipe, String label, double error) {
    List<PublishedError> beside =
        Published.of(recipes.published(), recipe).errors().getOrDefault(label, List.of());
    assertEquals(error, beside.get(0).error());
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
