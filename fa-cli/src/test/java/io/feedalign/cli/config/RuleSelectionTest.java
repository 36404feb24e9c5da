package io.feedalign.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.error.FaException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSelectionTest {

  private final RuleSelection selection = new RuleSelection(Plugins.discover().rules());

  private final ConfigTree recipe =
      ConfigTree.of(
          Map.of(
              "rule",
              "brsf",
              "rules",
              List.of(
                  "bp",
                  Map.of("name", "usf", "magnitude", "sn", "update", Map.of("rate", 0.1)),
                  Map.of("name", "fa", "label", "My FA", "scale", 2.0))));

  @ParameterizedTest
  @ValueSource(strings = {"usf sn", "usf-sn", "usf:sn", "USF  SN"})
  void aLabelOfTheRecipeIsFoundHoweverItIsJoined(String name) {
    Map<?, ?> chosen = (Map<?, ?>) only(name);
    assertEquals(Map.of("rate", 0.1), chosen.get("update"));
  }

  @Test
  void aGivenLabelCounts() {
    assertEquals(2.0, ((Map<?, ?>) only("my-fa")).get("scale"));
  }

  @Test
  void aRuleByLayerHasTheLabelThatTablesShow() {
    Map<String, Object> layered =
        Map.of("default", "usf", "magnitude", "sn", "layers", Map.of("conv1", "bp"));
    ConfigTree chosen =
        selection.choose(
            ConfigTree.of(Map.of("rules", List.of("bp", layered))), List.of("usf-sn-by-layer"));
    assertEquals(List.of(layered), chosen.values().get("rules"));
  }

  @Test
  void anotherRuleIsTakenByNameWithSettings() {
    assertEquals(Map.of("name", "frsf", "label", "frsf"), only("frsf"));
    assertEquals(Map.of("name", "usf", "magnitude", "xiao", "label", "usf xiao"), only("usf:xiao"));
    assertEquals(Map.of("name", "usf", "magnitude", "xiao", "label", "usf xiao"), only("usf-xiao"));
    assertEquals(Map.of("name", "fa", "scale", 0.5, "label", "fa scale=0.5"), only("fa:scale=0.5"));
    assertEquals(Map.of("name", "signed-init", "label", "signed-init"), only("signed-init"));
  }

  @Test
  void orderIsKeptAndNothingIsTakenTwice() {
    ConfigTree chosen = selection.choose(recipe, List.of("frsf", "bp", "usf-sn", "usf:sn"));
    assertEquals(3, ((List<?>) chosen.values().get("rules")).size());
    assertFalse(chosen.values().containsKey("rule"));
    assertEquals("--rules frsf", chosen.locate("rules[0].scale"));
  }

  @Test
  void everyUnknownRuleIsNamed() {
    FaException refused =
        assertThrows(
            FaException.class, () -> selection.choose(recipe, List.of("bpp", "usf:snn", "fa")));
    assertEquals(2, refused.getMessage().lines().count(), refused.getMessage());
    assertTrue(refused.getMessage().contains("Did you mean 'bp'?"), refused.getMessage());
    assertTrue(refused.getMessage().contains("Did you mean 'sn'?"), refused.getMessage());
  }

  private Object only(String name) {
    List<?> rules = (List<?>) selection.choose(recipe, List.of(name)).values().get("rules");
    assertEquals(1, rules.size());
    return rules.get(0);
  }
}
