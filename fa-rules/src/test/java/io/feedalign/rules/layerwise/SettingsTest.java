package io.feedalign.rules.layerwise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.plugin.Plugins;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.Setting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a user may set, and what it is if nobody does. */
class SettingsTest {
  private static RuleProvider provider(String name) {
    return Plugins.discover().rules().get(name);
  }

  @Test
  void theDefaultsAreTheFirstOfRulesMd() {
    assertEquals(
        Map.of("init", "weight", "scale", 1.0, "last_layer", "rule"),
        provider("fa").settings().defaults().toMap());
    Map<String, String> signs =
        Map.of(
            "magnitude", "unit",
            "reading", "initial-weights",
            "granularity", "tensor",
            "last_layer", "rule");
    assertEquals(signs, provider("usf").settings().defaults().toMap());
    assertEquals(signs, provider("signed-init").settings().defaults().toMap());
    for (String name : List.of("frsf", "brsf")) {
      assertEquals(Map.of("last_layer", "rule"), provider(name).settings().defaults().toMap());
    }
    for (String name : List.of("bp", "sham")) {
      assertEquals(Map.of(), provider(name).settings().defaults().toMap());
    }
  }

  @Test
  void everyCombinationOfChoicesMakesARule() {
    RuleProvider usf = provider("usf");
    for (Setting magnitude : usf.settings().entries()) {
      for (String choice : magnitude.allowed().choices()) {
        for (String reading : List.of("initial-weights", "own-draw", "frozen-norm")) {
          Map<String, String> given = new java.util.HashMap<>(Map.of("reading", reading));
          given.put(magnitude.key(), choice);
          assertTrue(usf.create(usf.settings().settings(given)) != null);
        }
      }
    }
  }

  @Test
  void aMisspeltMagnitudeIsRefusedWithWhatIsAllowed() {
    Map<String, String> given = Map.of("magnitude", "xavir");
    FaException refusal =
        assertThrows(FaException.class, () -> provider("usf").settings().settings(given));
    assertEquals(ErrorKind.USER, refusal.kind());
    assertTrue(refusal.getMessage().contains("xavier"), refusal.getMessage());
  }
}
