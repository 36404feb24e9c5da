package io.feedalign.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.feedalign.core.experiment.ConfigTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RatedRulesTest {

  @Test
  void aNameGetsAnUpdateOfItsOwn() {
    assertEquals(List.of(Map.of("name", "bp", "update", Map.of("rate", 0.1))), at("rules: [bp]"));
  }

  @Test
  void theRateIsReplacedAndOtherKeysStay() {
    assertEquals(
        List.of(
            Map.of(
                "label",
                "slow",
                "name",
                "kp",
                "update",
                Map.of("name", "adam", "rate", 0.1, "decay", 0.01))),
        at("rules: [{label: slow, name: kp, update: {name: adam, rate: 7, decay: 0.01}}]"));
  }

  @Test
  void anUpdateThatIsANameStaysThatOne() {
    assertEquals(
        List.of(Map.of("name", "bp", "update", Map.of("name", "adam", "rate", 0.1))),
        at("rules: [{name: bp, update: adam}]"));
  }

  @Test
  void aSingleRuleBecomesAList() {
    ConfigTree rated = RatedRules.at(tree("rule: bp"), 0.1, "--rates");
    assertFalse(rated.values().containsKey("rule"));
    assertEquals(1, ((List<?>) rated.values().get("rules")).size());
  }

  @Test
  void aRuleWithoutARateIsAsItWas() {
    List<OptionalDouble> rates = List.of(OptionalDouble.empty(), OptionalDouble.of(0.3));
    assertEquals(
        List.of("bp", Map.of("name", "fa", "update", Map.of("rate", 0.3))),
        RatedRules.with(tree("rules: [bp, fa]"), rates, "--rates").values().get("rules"));
  }

  private static Object at(String yaml) {
    return RatedRules.at(tree(yaml), 0.1, "--rates").values().get("rules");
  }

  private static ConfigTree tree(String yaml) {
    return new YamlConfigReader().read("e.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }
}
