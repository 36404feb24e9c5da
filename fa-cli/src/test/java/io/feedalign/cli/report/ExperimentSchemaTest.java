package io.feedalign.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.cli.Fa;
import io.feedalign.cli.config.Recipes;
import io.feedalign.cli.config.YamlConfigReader;
import io.feedalign.core.plugin.Catalogue;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.spi.Provider;
import io.feedalign.spi.Setting;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExperimentSchemaTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Plugins plugins = Plugins.discover();
  private final JsonNode schema = JSON.readTree(ExperimentSchema.of(plugins));

  static Stream<String> recipes() {
    return Recipes.NAMES.stream();
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void everyRecipeConforms(String name) {
    Map<String, Object> recipe = new Recipes(new YamlConfigReader()).open(name).values();
    assertEquals(List.of(), mistakes(recipe));
  }

  @Test
  void theExperimentOfTheTestsConforms() {
    assertEquals(List.of(), mistakes(tiny("")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "batch: 0",
        "batch: ten",
        "epoch: 3",
        "rule: uzf",
        "rule: {name: usf, magnitude: sm}",
        "rule: {magnitude: sn}",
        "rule: {name: fa, scale: -1}",
        "update: {name: sgd, rat: 0.1}",
        "rules: bp",
        "rules: [{name: bp, label: 3}]",
        "rule: {default: bp, layers: {conv1: uzf}}",
        "rule: {default: bp, layers: {conv1: {name: fa, label: mine}}}",
        "rule: {default: bp, layers: fa}",
        "data: {name: cifar10, crops: 24}",
        "data: {name: cifar10, mean: 0.5}",
        "data: {name: cifar10, std: [0]}",
        "backend: automatic",
        "probes: weight-norm",
        "probes: {every: 0}",
        "probes: {every: often}",
        "probes: {evry: 3}",
        "probes: {use: weight-norm}",
        "probes: [{name: weight-norm, every: 0}]",
        "model: {name: nothing}"
      })
  void whatTheReaderRefusesTheSchemaRefuses(String line) {
    assertNotEquals(List.of(), mistakes(tiny(line)), line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "backend: auto",
        "probes: [weight-norm, {name: feedback-angle, every: 50}]",
        "probes: {every: epoch, use: [{name: feedback-angle, every: 50}]}",
        "probes: {every: 100}",
        "rules: [bp, {name: usf, label: mine, update: {rate: 0.5}, constraint: const}]",
        "model: {name: lenet, input: [3, 32, 32], classes: 100}",
        "rule: {default: usf, magnitude: sn, layers: {conv1: bp, 'dense*': {name: fa, scale: 2}}}",
        "data: {name: cifar10, pad: 4, crop: 32, flip: true, mean: [0.5, 0.25, 0]}",
        "rule: {name: fa, scale: 1e-3}"
      })
  void whatTheReaderTakesTheSchemaTakes(String line) {
    assertEquals(List.of(), mistakes(tiny(line)), line);
  }

  @Test
  void everySettingOfEveryPluginIsThere() {
    int settings = 0;
    for (Catalogue<?> catalogue : plugins.all()) {
      for (Provider<?> provider : catalogue.all()) {
        for (Setting setting : provider.settings().entries()) {
          JsonNode property =
              map(catalogue.kind(), provider.name()).at("/properties/" + setting.key());
          assertEquals(setting.description(), property.get("description").asString());
          settings++;
        }
      }
    }
    assertTrue(settings > 30, "only " + settings + " settings");
  }

  @Test
  void theCommandPrintsItTheSameEachTime() {
    Fa fa = Fa.run("schema");
    assertEquals(0, fa.exit(), fa.err());
    assertEquals(schema, JSON.readTree(fa.out()));
    assertEquals(fa.out(), Fa.run("schema").out());
    assertEquals("https://json-schema.org/draft/2020-12/schema", schema.get("$schema").asString());
  }

  private JsonNode map(String kind, String name) {
    for (JsonNode way : schema.at("/$defs/" + kind + "/anyOf")) {
      if (way.has("title") && way.get("title").asString().equals(name)) {
        return way;
      }
    }
    throw new AssertionError(kind + " " + name);
  }

  /** The tiny experiment with one key changed by a line. */
  private static Map<String, Object> tiny(String line) {
    Map<String, Object> tiny = read(Fa.TINY);
    tiny.putAll(line.isEmpty() ? Map.of() : read(line));
    return tiny;
  }

  private static Map<String, Object> read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new LinkedHashMap<>(new YamlConfigReader().read("test.yaml", bytes).values());
  }

  private List<String> mistakes(Map<String, Object> experiment) {
    return new SchemaCheck(schema).mistakes(JSON.valueToTree(experiment));
  }
}
