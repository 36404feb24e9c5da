package io.feedalign.rules.learned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.feedalign.core.plugin.Plugins;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.ir.Cadence;
import io.feedalign.rules.lab.Rules;
import io.feedalign.spi.RuleProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a user may set of learned feedback, and what it is if nobody does. */
class SettingsTest {
  private static RuleProvider provider(String name) {
    return Plugins.discover().rules().get(name);
  }

  private static Map<String, Object> defaults(String rule) {
    return provider(rule).settings().defaults().toMap();
  }

  @Test
  void theDefaultsAreTheDocumentedOnes() {
    assertEquals(Map.of("init", "weight", "scale", 1.0, "last_layer", "rule"), defaults("kp"));
    assertEquals(Map.of("expansion", 10L, "last_layer", "rule"), defaults("pfa"));
    Map<String, Object> mirror = new HashMap<>();
    mirror.put("rate", 0.001);
    mirror.put("leak", 0.002);
    mirror.put("sigma", 1.0);
    mirror.put("average", "places");
    mirror.put("echo", "linear");
    mirror.put("cadence", 1L);
    mirror.put("mirror_before", 500L);
    mirror.put("init", "weight");
    mirror.put("scale", 0.1);
    mirror.put("last_layer", "rule");
    assertEquals(mirror, defaults("wm"));
  }

  @Test
  void theMirrorRehearsesAtItsCadenceWhateverTheLastLayerDoes() {
    for (String last : new String[] {"rule", "bp"}) {
      var rule = Rules.named("wm", "cadence", 5, "mirror_before", 7, "last_layer", last).make();
      assertEquals(Cadence.steps(5), rule.rehearsal());
      assertEquals(7, rule.rehearsalsBefore());
    }
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    for (Map<String, ?> given :
        List.of(Map.of("leak", 1.5), Map.of("rate", -1), Map.of("cadence", 0))) {
      FaException refusal =
          assertThrows(FaException.class, () -> provider("wm").settings().settings(given));
      assertEquals(ErrorKind.USER, refusal.kind());
    }
    Map<String, ?> none = Map.of("expansion", 0);
    assertThrows(FaException.class, () -> provider("pfa").settings().settings(none));
  }
}
