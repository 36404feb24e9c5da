package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.cli.Fa;
import io.feedalign.core.store.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How often measures are taken: two epochs of six steps, or of five with validation carved out. */
class ProbeCadenceTest {

  private final JsonMapper json = JsonMapper.builder().build();

  @TempDir Path folder;

  @Test
  void withoutACadenceMeasuresAreTakenAfterEachEpoch() throws IOException {
    List<JsonNode> lines = train("plain", "");
    assertEquals(List.of("gradient-angle", "weight-norm"), List.copyOf(both(lines.get(0))));
    assertEquals(3, lines.size());
    int perEpoch = lines.get(0).get("step").asInt();
    assertEquals(2 * perEpoch, lines.get(1).get("step").asInt());
  }

  private static Set<String> both(JsonNode line) {
    Set<String> names = names(line);
    names.retainAll(Set.of("gradient-angle", "weight-norm"));
    return names;
  }

  @Test
  void anExperimentsCadenceHoldsForAllProbesAndTheEpochsEndCountsOnce() throws IOException {
    List<JsonNode> lines = train("all", "probes: {every: 2, use: [gradient-angle, weight-norm]}");
    int perEpoch = epochs(lines).get(0).get("step").asInt();
    List<Integer> expected = new ArrayList<>();
    for (int step = 1; step <= 2 * perEpoch; step++) {
      if (step % 2 == 0 || step % perEpoch == 0) {
        expected.add(step);
      }
    }
    List<Integer> steps = new ArrayList<>();
    for (JsonNode line : lines) {
      if (line.has("measures")) {
        assertEquals(Set.of("gradient-angle", "weight-norm"), names(line));
        steps.add(line.get("step").asInt());
        assertEquals((steps.get(steps.size() - 1) - 1) / perEpoch, line.get("epoch").asInt());
      }
    }
    assertEquals(expected, steps);
  }

  @Test
  void eachProbeMayHaveACadenceOfItsOwn() throws IOException {
    List<JsonNode> lines =
        train(
            "own",
            "probes: {every: epoch, use: [gradient-angle, {name: weight-norm, every: 1},"
                + " {name: signal-rms, every: 3}]}");
    for (JsonNode line : within(lines)) {
      boolean third = line.get("step").asInt() % 3 == 0;
      assertEquals(
          third ? Set.of("weight-norm", "signal-rms") : Set.of("weight-norm"), names(line));
    }
    for (JsonNode line : epochs(lines)) {
      assertEquals(Set.of("gradient-angle", "weight-norm", "signal-rms"), names(line));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'[weight-norm]', 1",
    "'{use: [weight-norm]}', 1",
    "'[{name: weight-norm, every: 3}]', 3"
  })
  void theCommandLineSetsTheCadenceOfThoseThatHaveNone(String probes, int every)
      throws IOException {
    List<JsonNode> lines = train("line", "probes: " + probes, "--probe-every", "1");
    List<JsonNode> within = within(lines);
    assertFalse(within.isEmpty());
    within.forEach(line -> assertEquals(0, line.get("step").asInt() % every));
    assertEquals(every, within.get(0).get("step").asInt());
    List<JsonNode> back =
        train("back", "probes: {every: 1, use: [weight-norm]}", "--probe-every", "epoch");
    assertEquals(List.of(), within(back));
  }

  @Test
  void measuringOftenChangesNothingThatIsLearned() throws IOException {
    List<JsonNode> seldom = train("seldom", "probes: [weight-norm]");
    List<JsonNode> often = train("often", "", "--probe-every", "1");
    assertTrue(within(often).size() > 5);
    assertEquals(
        Safetensors.read(folder.resolve("seldom/model.safetensors")),
        Safetensors.read(folder.resolve("often/model.safetensors")));
    assertEquals(epochs(seldom).get(1).get("train_loss"), epochs(often).get(1).get("train_loss"));
  }

  @Test
  void theReportDrawsMeasuresOverSteps() throws IOException {
    train("drawn", "probes: {every: 2, use: [weight-norm]}");
    String page = Files.readString(folder.resolve("drawn/report.html"));
    int chart = page.indexOf("data-chart=\"steps weight-norm\"");
    assertTrue(chart > 0);
    String json = page.substring(page.indexOf('{', chart), page.indexOf("</script>", chart));
    JsonNode rows = this.json.readTree(json).at("/data/values");
    Set<Integer> steps = new TreeSet<>();
    rows.forEach(row -> steps.add(row.get("step").asInt()));
    assertTrue(steps.containsAll(Set.of(2, 4)), steps.toString());
    List<String> points = new ArrayList<>();
    rows.forEach(row -> points.add(row.get("layer").asString() + " " + row.get("step")));
    assertEquals(Set.copyOf(points).size(), points.size(), "a moment is drawn once: " + points);
    Set<String> layers = new TreeSet<>();
    rows.forEach(row -> layers.add(row.get("layer").asString()));
    assertEquals(Set.of("conv1", "conv2", "dense1", "mean of layers"), layers);
  }

  @ParameterizedTest
  @CsvSource({
    "'{every: 0}', 'probes.every: is 0. Allowed: epoch, or a number of steps from 1.'",
    "'{every: 1.5}', 'probes.every: is 1.5. Allowed: epoch'",
    "'{every: often}', 'probes.every: is often. Allowed: epoch'",
    "'{evry: 3}', 'probes.evry: is unknown. Allowed: every, use.'",
    "'{use: weight-norm}', 'probes.use: must be a list of names.'",
    "'[{name: weight-norm, every: -3}]', 'probes[0].every: is -3.'",
    "weight-norm, 'probes: must be a list of names, or {every: ..., use: [...]}.'",
    "'[weight-nrm]', 'probes[0]: Unknown probe'"
  })
  void mistakesAreNamedWithTheirKey(String probes, String told) {
    Fa fa = Fa.run("train", Fa.file(folder, "bad.yaml", Fa.TINY + "probes: " + probes + "\n"));
    assertEquals(2, fa.exit());
    assertTrue(fa.err().contains(told), fa.err());
  }

  private List<JsonNode> train(String name, String probes, Object... more) throws IOException {
    Path file = Fa.file(folder, name + ".yaml", Fa.TINY + probes + "\n");
    List<Object> arguments = new ArrayList<>(List.of("train", file));
    arguments.addAll(List.of("--out", folder.resolve(name)));
    arguments.addAll(List.of(more));
    Fa fa = Fa.run(arguments.toArray());
    assertEquals(0, fa.exit(), fa.err());
    List<JsonNode> lines = new ArrayList<>();
    Files.readAllLines(folder.resolve(name).resolve("metrics.jsonl"))
        .forEach(line -> lines.add(json.readTree(line)));
    return lines;
  }

  private static List<JsonNode> within(List<JsonNode> lines) {
    return lines.stream().filter(line -> line.has("measures") && !line.has("val_loss")).toList();
  }

  private static List<JsonNode> epochs(List<JsonNode> lines) {
    return lines.stream().filter(line -> line.has("val_loss")).toList();
  }

  private static Set<String> names(JsonNode line) {
    Set<String> names = new TreeSet<>();
    line.get("measures").forEach(measure -> names.add(measure.get("name").asString()));
    return names;
  }
}
