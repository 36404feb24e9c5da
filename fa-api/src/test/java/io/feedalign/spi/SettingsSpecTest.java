package io.feedalign.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.error.Problems;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsSpecTest {
  private final SettingsSpec spec =
      SettingsSpec.of(
          Setting.choice("magnitude", List.of("unit", "init", "sn"), "what scales the signs"),
          Setting.real("rate", 0.1, Setting.between(0, 10), "learning rate"),
          Setting.whole("width", null, Setting.between(1, 100), "units in a layer"),
          Setting.flag("nesterov", false, "looks ahead"),
          Setting.wholes("widths", List.of(1L), Setting.between(1, 9), "units in each layer"));

  @Test
  void defaultsFillWhatIsNotGiven() {
    Settings settings = spec.settings(Map.of("width", 3));
    assertEquals("unit", settings.text("magnitude"));
    assertEquals(0.1, settings.real("rate"));
    assertEquals(3, settings.size("width"));
    assertEquals(List.of(1), settings.sizes("widths"));
  }

  @Test
  void everyMistakeIsCollectedWithItsPath() {
    Problems problems = new Problems();
    spec.read(
        Map.of("magnitude", "snn", "rate", Double.NaN, "widht", 3, "nesterov", "yes"),
        problems.in("rule"));
    List<String> lines = problems.all().stream().map(Object::toString).toList();
    assertEquals(5, lines.size(), lines.toString());
    assertTrue(lines.stream().allMatch(line -> line.startsWith("rule.")), lines.toString());
    assertTrue(lines.stream().anyMatch(line -> line.contains("Did you mean 'sn'?")));
    assertTrue(lines.stream().anyMatch(line -> line.contains("Did you mean 'width'?")));
    assertTrue(lines.stream().anyMatch(line -> line.contains("rule.width: is required")));
  }

  @Test
  void numbersOutOfRangeOrKindAreRefused() {
    for (Object wrong : List.of(-0.1, 10.1, Double.POSITIVE_INFINITY, "0.1", true)) {
      FaException refused =
          assertThrows(FaException.class, () -> spec.settings(Map.of("width", 1, "rate", wrong)));
      assertEquals(ErrorKind.USER, refused.kind());
    }
    assertThrows(FaException.class, () -> spec.settings(Map.of("width", 1.5)));
    assertThrows(FaException.class, () -> spec.settings(Map.of("width", 101)));
    assertThrows(FaException.class, () -> spec.settings(Map.of("width", 1, "widths", List.of(0))));
  }

  @Test
  void listsOfNumbersAreCheckedNumberByNumber() {
    SettingsSpec means =
        SettingsSpec.of(Setting.reals("mean", List.of(0.5), Setting.between(0, 1), "mean"));
    assertEquals(List.of(0.5), means.defaults().reals("mean"));
    assertEquals(
        List.of(0.0, 0.25), means.settings(Map.of("mean", List.of(0, 0.25))).reals("mean"));
    for (Object wrong : List.of(0.5, "0.5", List.of(1.5), List.of("x"), List.of(Double.NaN))) {
      FaException refused =
          assertThrows(FaException.class, () -> means.settings(Map.of("mean", wrong)));
      assertTrue(refused.getMessage().contains("must be a list of finite numbers from 0 to 1"));
    }
  }

  @Test
  void wholeNumbersServeAsReals() {
    assertEquals(1.0, spec.settings(Map.of("width", 1, "rate", 1)).real("rate"));
  }

  @Test
  void askingForAnotherKindIsThePluginsMistake() {
    Settings settings = spec.settings(Map.of("width", 1));
    FaException wrong = assertThrows(FaException.class, () -> settings.flag("rate"));
    assertEquals(ErrorKind.PLUGIN, wrong.kind());
  }
}
