package io.feedalign.core.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.plugin.Catalogue;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.error.FaException;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedSettingsTest {
  private final Catalogue<RuleProvider> rules =
      new Catalogue<>("rule", RuleProvider.class, List.of(new Known("x"), new Known("x-y")));

  @Test
  void valuesAreReadAsWhatTheyLookLike() {
    assertEquals(
        Map.of("a", 2L, "b", -0.5, "c", true, "d", "word", "e", 1e-3, "f", ""),
        parse("x:a=2:b=-.5:c=true:d=word:e=1e-3:f=").settings());
  }

  @Test
  void aNameAloneHasNoSettings() {
    assertEquals(new NamedSettings("x-y", "x-y", Map.of()), parse(" x-y "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x:large", "x-large", "x large"})
  void aWordIsTheChoiceThatHasIt(String text) {
    assertEquals(new NamedSettings(text, "x", Map.of("size", "large")), parse(text));
  }

  @Test
  void wordsAndKeysMayFollowEachOther() {
    NamedSettings named = parse("x-y:large:a=1");
    assertEquals("x-y", named.name());
    assertEquals(Map.of("size", "large", "a", 1L), named.settings());
    assertEquals(Map.of("name", "x-y", "size", "large", "a", 1L), named.asTree());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x:larg", "x:", "x:=2"})
  void aColonWantsAWordOrAKey(String text) {
    FaException refused = assertThrows(FaException.class, () -> parse(text));
    String message = refused.getMessage();
    assertTrue(message.startsWith("--rule " + text + ": 'x' knows no '"), message);
    assertTrue(message.contains("Allowed: small, large, or key=value."), message);
  }

  @Test
  void anUnknownNameIsToldOrEmpty() {
    FaException refused = assertThrows(FaException.class, () -> parse("z:small"));
    assertTrue(refused.getMessage().startsWith("--rule z:small: Unknown rule 'z'."));
    assertEquals(Optional.empty(), NamedSettings.find("--rule", "z:small", rules));
  }

  private NamedSettings parse(String text) {
    return NamedSettings.parse("--rule", text, rules);
  }

  private record Known(String name) implements RuleProvider {
    @Override
    public String description() {
      return "Of this test.";
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(Setting.choice("size", List.of("small", "large"), "how large"));
    }

    @Override
    public CreditAssignmentRule create(Settings settings) {
      throw new AssertionError("It is only named.");
    }
  }
}
