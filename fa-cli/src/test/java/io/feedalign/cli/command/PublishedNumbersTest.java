package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.cli.Fa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code fa compare RECIPE --published}: others' numbers beside ours, with their source. */
class PublishedNumbersTest {

  private static final String SOURCE =
      "BioTorch's benchmark, CIFAR-10 LeNet, SGD (Sanfiz, Akrout 2021)";

  @TempDir Path folder;

  @Test
  void theyStandInTheTableTheFileAndTheReport() throws IOException {
    Fa fa = compare("cifar10-lenet-20", "--published");
    assertEquals(0, fa.exit(), fa.err());
    String heading = fa.out().lines().findFirst().orElseThrow();
    assertTrue(heading.endsWith("images/s  BioTorch %"), heading);
    assertTrue(fa.out().lines().anyMatch(l -> l.startsWith("bp ") && l.endsWith(" 14.23")));
    assertTrue(fa.out().lines().anyMatch(l -> l.startsWith("usf sn ") && l.endsWith(" 16.22")));
    assertTrue(fa.out().lines().anyMatch(l -> l.startsWith("sham ") && l.endsWith(" -")));
    String remark = fa.out().lines().filter(l -> l.contains(SOURCE)).findFirst().orElseThrow();
    assertTrue(remark.contains("a single seed"), remark);
    assertTrue(remark.contains("ours 20 epochs"), remark);
    JsonNode rows =
        JsonMapper.builder().build().readTree(folder.resolve("run").resolve("results.json"));
    assertEquals(14.23, rows.get(0).at("/published/0/test_error").asDouble());
    assertEquals(SOURCE, rows.get(0).at("/published/0/source").asString());
    assertEquals("usf", rows.get(1).at("/published/0/rule").asString());
    assertFalse(rows.get(2).has("published"));
    String page = Files.readString(folder.resolve("run/report.html"));
    assertTrue(page.contains("<th>BioTorch %</th>") && page.contains("<td>14.23</td>"));
    assertTrue(page.contains("(Sanfiz, Akrout 2021)"));
  }

  @Test
  void theyAreShownOnRequestOnly() {
    Fa fa = compare("cifar10-lenet-20");
    assertFalse(fa.out().contains("BioTorch"), fa.out());
  }

  @Test
  void aRecipeWithoutAnySaysSo() {
    Fa fa = compare("mine", "--published");
    assertEquals(0, fa.exit(), fa.err());
    assertTrue(fa.err().contains("No published numbers are known for 'mine'."), fa.err());
  }

  private Fa compare(String name, Object... more) {
    String recipe =
        Fa.TINY
            .replace("name: tiny", "name: " + name)
            .replace("epochs: 2", "epochs: 1")
            .replace(
                "rule: {name: usf, magnitude: sn}",
                "rules: [bp, {name: usf, magnitude: sn}, sham]");
    Path file = Fa.file(folder, "recipe.yaml", recipe);
    Object[] arguments = new Object[more.length + 4];
    arguments[0] = "compare";
    arguments[1] = file;
    arguments[2] = "--out";
    arguments[3] = folder.resolve("run");
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Fa.run(arguments);
  }
}
