package io.feedalign.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.error.FaException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverridesTest {

  private final ConfigTree tree =
      new YamlConfigReader()
          .read(
              "e.yaml",
              "rule: usf\nbatch: 10\nmodel: {layers: [{conv: {out: 6}}, relu]}\n"
                  .getBytes(StandardCharsets.UTF_8));

  @Test
  void aValueIsTypedAsInAFileAndKnowsWhereItCameFrom() {
    ConfigTree changed = Overrides.apply(tree, List.of("batch=64", "update.rate=1e-3"));
    assertEquals(64, changed.values().get("batch"));
    assertEquals(Map.of("rate", 1e-3), changed.values().get("update"));
    assertEquals("--set batch=64", changed.locate("batch"));
    assertEquals("--set update.rate=1e-3", changed.locate("update.rate"));
    assertEquals("e.yaml:1:1", changed.locate("rule"));
  }

  @Test
  void aShortNameGrowsIntoAMapWhenASettingIsLaidOverIt() {
    ConfigTree changed = Overrides.apply(tree, List.of("rule.magnitude=sn"));
    assertEquals(Map.of("name", "usf", "magnitude", "sn"), changed.values().get("rule"));
  }

  @Test
  void elementsOfListsCanBeChanged() {
    ConfigTree changed =
        Overrides.apply(tree, List.of("model.layers[0].conv.out=8", "model.layers[1]=tanh"));
    assertEquals(
        Map.of("layers", List.of(Map.of("conv", Map.of("out", 8)), "tanh")),
        changed.values().get("model"));
    assertEquals(
        Map.of("layers", List.of(Map.of("conv", Map.of("out", 6)), "relu")),
        tree.values().get("model"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "batch",
        "=5",
        "a..b=1",
        "[0]=1",
        "model.layers[7]=relu",
        "batch.more=1",
        "batch=",
        "a]=1",
        "batch=[1",
        "batch=*x"
      })
  void whatMakesNoSenseIsRefusedInOneLine(String assignment) {
    FaException refused =
        assertThrows(FaException.class, () -> Overrides.apply(tree, List.of(assignment)));
    assertEquals(1, refused.getMessage().lines().count(), refused.getMessage());
  }

  @Test
  void whatIsWrittenIsReadBackTheSame() {
    ConfigTree odd =
        ConfigTree.of(
            Map.of(
                "name",
                "a: 'b' # \"c\" 💥",
                "text",
                "1e-3",
                "flag",
                "true",
                "number",
                1e-3,
                "list",
                List.of(1, 2L << 40, Map.of("x", false)),
                "empty",
                Map.of()));
    String text = ConfigWriter.text(odd);
    ConfigTree read = new YamlConfigReader().read("e.yaml", text.getBytes(StandardCharsets.UTF_8));
    assertEquals(odd.values(), read.values());
    assertTrue(text.contains("name:"), text);
  }
}
