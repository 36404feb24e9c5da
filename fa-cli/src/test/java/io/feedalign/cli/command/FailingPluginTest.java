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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plugin that throws once it is used: jar, rule and callback are named, other rules finish. */
class FailingPluginTest {

  private static final String BOOM = "throw new IllegalStateException(\"boom\");";

  @TempDir Path folder;

  private Path plugins = Path.of("unset");

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = Files.createDirectories(folder.resolve("plugins"));
  }

  @ParameterizedTest
  @CsvSource({
    "CREATE, create, 'throw new IllegalStateException(\"boom\");', IllegalStateException: boom",
    "CREATE, create, return null;, it returned nothing.",
    "AT, at('conv1'), 'throw new AssertionError(\"boom\");', AssertionError: boom",
    "AT, at('conv1'), return null;, it returned nothing.",
    "AT, at('conv1'), deeper(0);, StackOverflowError.",
    "CARRY, carry('dense1'), 'throw new NoSuchMethodError(\"x\");', NoSuchMethodError: x",
    "CARRY, carry('dense1'), 'throw new OutOfMemoryError(\"no\");', OutOfMemoryError: no",
    "CARRY, carry('dense1'), 'NAME.<RuntimeException>sneak(new InterruptedException());', "
        + "InterruptedException.",
    "CARRY, the initializer at 'dense1', 'return edge.pull(emit, signals.at(edge.output()),"
        + " context.state(\"b\", edge.weight().shape(), (e, s, d) -> { throw new Error(\"i\"); }));',"
        + " Error: i",
    "CARRY, the function to remember at 'dense1', 'return edge.pull(emit,"
        + " signals.at(edge.output()), context.remember(\"b\", e -> null));', it returned nothing.",
    "LEARN, learn('conv1'), 'NAME.<RuntimeException>sneak(new Exception(\"e\"));', Exception: e"
  })
  void theOthersFinishAndTheRowSaysFailed(
      String place, String callback, String statement, String reason) {
    new PluginSketch("Fails", place, statement).pack(plugins.resolve("bad.jar"));
    Fa fa = compare("--out", folder.resolve("run"));
    assertEquals(1, fa.exit(), fa.err());
    List<String> rows = new ArrayList<>();
    for (JsonNode row : results()) {
      rows.add(row.get("rule").asString() + " " + row.get("status").asString());
    }
    assertEquals(List.of("bp finished", "theirs failed", "fa finished"), rows);
    String told = "Plugin 'bad.jar' failed in " + callback + " of rule 'theirs': " + reason;
    assertTrue(fa.err().contains("error: " + told), fa.err());
    assertTrue(fa.out().contains("theirs: failed. "), fa.out());
    assertFalse(fa.err().contains("\tat "), fa.err());
    assertFalse(Thread.interrupted());
  }

  /** Found out by the compiler, which knows the edge but not the jar: the row names the rule. */
  @Test
  void creditOfAnotherFormIsTheRulesMistake() {
    new PluginSketch("Fails", "CARRY", "return edge.weight();").pack(plugins.resolve("bad.jar"));
    Fa fa = compare("--out", folder.resolve("run"));
    assertEquals(1, fa.exit(), fa.err());
    assertTrue(fa.out().contains("theirs: failed. "), fa.out());
    assertTrue(fa.err().contains("The rule let"), fa.err());
  }

  @Test
  void metricsAndReportKnowTheFailure() throws IOException {
    new PluginSketch("Fails", "CARRY", BOOM).pack(plugins.resolve("bad.jar"));
    compare("--out", folder.resolve("run"));
    String metrics = Files.readString(folder.resolve("run/metrics.jsonl"));
    assertTrue(metrics.contains("\"status\":\"failed\""), metrics);
    String report = Files.readString(folder.resolve("run/report.html"));
    assertTrue(report.contains("theirs: failed. Plugin "), "no remark in the report");
  }

  @Test
  void stackTracesAreShownOnDemand() {
    new PluginSketch("Fails", "CARRY", BOOM).pack(plugins.resolve("bad.jar"));
    Fa fa = compare("--out", folder.resolve("run"), "--debug");
    assertEquals(1, fa.exit());
    assertTrue(fa.err().contains("\tat bad.jar//theirs.Fails$AtEdge.carry"), fa.err());
  }

  @Test
  void aSingleRuleThatFailsLeavesNoRunFolder() {
    new PluginSketch("Fails", "AT", BOOM).pack(plugins.resolve("bad.jar"));
    Path tiny =
        Fa.file(folder, "one.yaml", Fa.TINY.replace("{name: usf, magnitude: sn}", "theirs"));
    Path run = folder.resolve("run");
    Fa fa = Fa.run("train", tiny, "--plugins", plugins, "--out", run);
    assertEquals(1, fa.exit(), fa.err());
    assertTrue(fa.err().contains("'bad.jar' failed in at('conv1') of rule 'theirs'"), fa.err());
    assertTrue(fa.err().contains("This is a mistake in a plugin"), fa.err());
    assertFalse(Files.exists(run));
  }

  @Test
  void aPluginsWordsForTheUserStayAUsersMistake() {
    String refuses = "throw io.feedalign.error.FaException.user(\"choose one of both.\");";
    new PluginSketch("Refuses", "CREATE", refuses).pack(plugins.resolve("bad.jar"));
    Fa fa = compare("--out", folder.resolve("run"));
    assertEquals(2, fa.exit());
    assertTrue(fa.err().contains("error: --rules theirs: rules[1]: choose one of both."), fa.err());
  }

  private Fa compare(Object... more) {
    Path tiny = Fa.file(folder, "tiny.yaml", Fa.TINY.replace("epochs: 2", "epochs: 1"));
    List<Object> arguments = new ArrayList<>(List.of("compare", tiny, "--plugins", plugins));
    arguments.addAll(List.of("--rules", "bp,theirs,fa"));
    arguments.addAll(List.of(more));
    return Fa.run(arguments.toArray());
  }

  private JsonNode results() {
    return JsonMapper.builder().build().readTree(folder.resolve("run").resolve("results.json"));
  }
}
