package io.feedalign.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlConfigReaderTest {

  private static final String EXPERIMENT =
      """
      # a comment
      model: {name: sequential, input: [1, 28, 28], layers: [{conv: {out: 6, kernel: 5}}, relu]}
      rule:
        name: usf
        magnitude: sn
      epochs: 3
      update: {rate: 1e-3, momentum: 0.9, nesterov: false}
      """;

  private final YamlConfigReader reader = new YamlConfigReader();

  @Test
  void valuesArePlainAndTyped() {
    ConfigTree tree = read(EXPERIMENT);
    assertEquals(Map.of("name", "usf", "magnitude", "sn"), tree.values().get("rule"));
    assertEquals(3, tree.values().get("epochs"));
    assertEquals(
        Map.of("rate", 1e-3, "momentum", 0.9, "nesterov", false), tree.values().get("update"));
    Map<?, ?> model = (Map<?, ?>) tree.values().get("model");
    assertEquals(List.of(1, 28, 28), model.get("input"));
    assertEquals(
        List.of(Map.of("conv", Map.of("out", 6, "kernel", 5)), "relu"), model.get("layers"));
  }

  @ParameterizedTest
  @CsvSource({
    "model, e.yaml:2:1",
    "rule.magnitude, e.yaml:5:3",
    "model.input[2], e.yaml:2:42",
    "model.layers[0].conv.kernel, e.yaml:2:72",
    "model.layers[1], e.yaml:2:85",
    "update.momentum, e.yaml:7:22"
  })
  void everyKeyAndElementHasItsPlace(String path, String place) {
    assertEquals(place, read(EXPERIMENT).locations().get(path));
  }

  @ParameterizedTest
  @CsvSource({"1e-3, 0.001", "5E2, 500.0", "1., 1.0", ".5, 0.5", "-2.5e+1, -25.0", "1.5e-2, 0.015"})
  void realNumbersAreNumbersHoweverTheyAreWritten(String written, double value) {
    assertEquals(value, read("rate: " + written).values().get("rate"));
  }

  @Test
  void quotedNumbersStayText() {
    assertEquals("1e-3", read("name: \"1e-3\"").values().get("name"));
    assertEquals("1e-3", read("name: 'a'\nother: '1e-3'").values().get("other"));
    assertEquals("😀 '", read("name: 😀 '").values().get("name"));
  }

  @Test
  void wholeNumbersMayBeLong() {
    assertEquals(1L << 40, read("seed: 1099511627776").values().get("seed"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 1\\nb: 2\\na: 3 | e.yaml:3:1: 'a' stands here for the second time; the first is at e.yaml:1:1.",
        "r: {x: 1, x: 2} | e.yaml:1:11: 'r.x' stands here for the second time; the first is at e.yaml:1:5.",
        "a: 1\\nb: | e.yaml:2:3: 'b' has no value.",
        "a: ~ | e.yaml:1:4: 'a' has no value.",
        "a: &x 1\\nb: *x | e.yaml:2:4: 'b' is an alias.",
        "a: !!str 5 | 'a' has a tag.",
        "a: 007 | e.yaml:1:4: 'a' is a number with a leading zero.",
        "a: 99999999999999999999 | e.yaml:1:4: 'a' is too large",
        "- a\\n- b | e.yaml:1:1: an experiment is a list of keys",
        "just words | e.yaml:1:1: an experiment is a list of keys",
        "a: 1\\n---\\nb: 2 | a second document.",
        "a: [1, 2 | e.yaml:1:",
        "a: 1\\n b: 2 | e.yaml:2:",
        "a: {b: 1 | e.yaml:1:",
        "a: 'x | e.yaml:1:",
        "\\ta: 1 | e.yaml:1:"
      })
  void aMistakeIsOneLineWithItsPlace(String yaml, String message) {
    FaException refused = refusal(yaml.replace("\\n", "\n").replace("\\t", "\t"));
    assertEquals(ErrorKind.USER, refused.kind());
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
    assertEquals(1, refused.getMessage().lines().count(), refused.getMessage());
  }

  @Test
  void allMistakesOfAFileAreToldAtOnce() {
    assertEquals(3, refusal("a: ~\nb: 1\nb: 2\nc: 08\n").getMessage().lines().count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "---\n"})
  void anEmptyFileIsRefused(String yaml) {
    assertTrue(refusal(yaml).getMessage().contains("list of keys with values"));
  }

  @Test
  void textThatIsNotUtf8IsRefusedWithItsPlace() {
    byte[] latin = "a: 1\nb: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    FaException refused = assertThrows(FaException.class, () -> reader.read("e.yaml", latin));
    assertTrue(refused.getMessage().startsWith("e.yaml:2:7: "), refused.getMessage());
  }

  @Test
  void aHugeFileIsRefusedBeforeItIsParsed(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("huge.yaml"), new byte[YamlConfigReader.MOST_BYTES + 1]);
    FaException refused = assertThrows(FaException.class, () -> reader.read(file));
    assertTrue(refused.getMessage().contains("1 MiB"), refused.getMessage());
  }

  @Test
  void aMissingFileIsASentence(@TempDir Path folder) {
    Path file = folder.resolve("none.yaml");
    FaException refused = assertThrows(FaException.class, () -> reader.read(file));
    assertEquals(
        "Cannot read '" + file + "': there is no such file or folder.", refused.getMessage());
  }

  @Test
  void aBombOfAliasesIsHarmless() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 100; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a")
          .append(i)
          .append(": &a")
          .append(i)
          .append(" [")
          .append(String.join(", ", java.util.Collections.nCopies(9, alias)))
          .append("]\n");
    }
    assertTimeout(Duration.ofSeconds(2), () -> refusal(bomb.toString()));
  }

  @Test
  void deepNestingIsRefused() {
    FaException refused = refusal("a: " + "[".repeat(2000) + "]".repeat(2000));
    assertEquals(1, refused.getMessage().lines().count());
  }

  @Test
  void mutantsGiveValuesOrOneOfOurErrors() {
    SplittableRandom random = new SplittableRandom(7);
    String letters = "{}[]:,-&*!|>'\"%@`#?~ \n\t01e.\u00e9\u2028\uFEFFab";
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder mutant = new StringBuilder(EXPERIMENT);
      for (int edit = random.nextInt(3); edit >= 0; edit--) {
        char letter = letters.charAt(random.nextInt(letters.length()));
        mutant.setCharAt(random.nextInt(mutant.length()), letter);
      }
      try {
        assertFalse(read(mutant.toString()).values().isEmpty());
      } catch (FaException e) {
        assertEquals(ErrorKind.USER, e.kind());
        assertTrue(e.getMessage().startsWith("e.yaml:"), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > 1000, "only " + refused + " were refused");
  }

  private ConfigTree read(String yaml) {
    return reader.read("e.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }

  private FaException refusal(String yaml) {
    return assertThrows(FaException.class, () -> read(yaml));
  }
}
