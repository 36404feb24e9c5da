package io.feedalign.bench.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.feedalign.error.FaException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedSettingsTest {
  @Test
  void valuesAreReadAsWhatTheyLookLike() {
    assertEquals(
        Map.of("a", 2L, "b", -0.5, "c", true, "d", "word", "e", 1e-3, "f", ""),
        NamedSettings.parse("--rule", "x:a=2:b=-.5:c=true:d=word:e=1e-3:f=").settings());
  }

  @Test
  void aNameAloneHasNoSettings() {
    assertEquals(
        new NamedSettings("resnet20", "resnet20", Map.of()),
        NamedSettings.parse("--model", "resnet20"));
  }

  @Test
  void aColonWantsASetting() {
    FaException refused =
        assertThrows(FaException.class, () -> NamedSettings.parse("--rule", "x:"));
    assertEquals(
        "--rule x:: '' is no setting. Write name:key=value, and more settings behind further"
            + " colons.",
        refused.getMessage());
  }
}
