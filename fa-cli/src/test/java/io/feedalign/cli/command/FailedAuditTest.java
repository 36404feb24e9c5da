package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.cli.Fa;
import io.feedalign.cli.PluginSketch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plugin's rule is backpropagation under another name, and the experiment asks for audits. */
class FailedAuditTest {

  private static final String FOUND = "everything it sent was backpropagation's";

  @TempDir Path folder;

  private Path plugins = Path.of("unset");

  @BeforeEach
  void pack() throws IOException {
    plugins = Files.createDirectories(folder.resolve("plugins"));
    PluginSketch.sound("Disguised").pack(plugins.resolve("theirs.jar"));
  }

  @Test
  void theRuleIsARowThatFailedAndTheOthersFinish() throws IOException {
    Path run = folder.resolve("run");
    Path tiny = Fa.file(folder, "tiny.yaml", Fa.TINY + "audit: true\n");
    Fa fa =
        Fa.run(
            "compare",
            tiny,
            "--plugins",
            plugins,
            "--rules",
            "bp,theirs,fa",
            "--epochs",
            1,
            "--out",
            run);
    assertEquals(4, fa.exit(), fa.err());
    assertTrue(fa.err().contains("error: The audit failed: "), fa.err());
    assertTrue(fa.err().contains(FOUND), fa.err());
    JsonNode results = JsonMapper.builder().build().readTree(run.resolve("results.json"));
    List<String> rows = new ArrayList<>();
    for (JsonNode row : results) {
      rows.add(row.get("rule").asString() + " " + row.get("status").asString());
    }
    assertEquals(List.of("bp finished", "theirs failed", "fa finished"), rows);
    String kept = Files.readString(run.resolve("audit.txt"));
    assertTrue(kept.contains("rule theirs: 1 failures"), kept);
    assertTrue(kept.contains("rule fa: passed"), kept);
  }

  @Test
  void aRunWithoutAnAuditTrainsIt() {
    Path tiny = Fa.file(folder, "tiny.yaml", Fa.TINY);
    Path run = folder.resolve("run");
    Fa fa =
        Fa.run(
            "compare",
            tiny,
            "--plugins",
            plugins,
            "--rules",
            "theirs",
            "--epochs",
            1,
            "--out",
            run);
    assertEquals(0, fa.exit(), fa.err());
    assertFalse(Files.exists(run.resolve("audit.txt")));
  }

  @Test
  void theCommandSaysTheSame() {
    Path tiny = Fa.file(folder, "tiny.yaml", Fa.TINY);
    Fa fa = Fa.run("audit", tiny, "--plugins", plugins, "--rules", "theirs,fa", "--steps", 2);
    assertEquals(4, fa.exit(), fa.err());
    assertTrue(fa.out().contains("FAILED the rule declares no formula, and " + FOUND), fa.out());
    assertTrue(fa.out().contains("rule fa: passed"), fa.out());
  }
}
