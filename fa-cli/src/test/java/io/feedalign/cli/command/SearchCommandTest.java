package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.cli.Fa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SearchCommandTest {

  private static final String TWO =
      Fa.TINY.replace(
          "rule: {name: usf, magnitude: sn}",
          "rules: [bp, {label: fa by adam, name: fa, update: {name: adam, decay: 1e-4}}]");

  private final JsonMapper json = JsonMapper.builder().build();

  @TempDir Path folder;

  private Path out = Path.of("unset");

  @BeforeEach
  void nameFolder() {
    out = folder.resolve("out");
  }

  @Test
  void everyRuleMeetsEveryRateAndTheBestIsMarked() {
    Fa fa = search("0.003,0.03");
    assertEquals(0, fa.exit(), fa.err());
    JsonNode found = found();
    assertTrue(found.get("complete").asBoolean());
    assertEquals(List.of("bp 0.003", "bp 0.03", "fa by adam 0.003", "fa by adam 0.03"), cells());
    assertEquals(5, found.get("seed").asInt());
    assertEquals(2, found.at("/cells/0/epochs").asInt());
    assertEquals("0.003,0.03", found.get("rates").toString().replaceAll("[\\[\\] ]", ""));
    assertTrue(found.at("/provenance/command").asString().startsWith("fa search "));
    for (JsonNode best : found.get("best")) {
      String row =
          fa.out().lines().filter(l -> l.startsWith(best.get("rule").asString())).findFirst().get();
      assertEquals(2, row.split("\\*", -1).length, row);
      double error = best.get("val_error").asDouble();
      for (JsonNode cell : found.get("cells")) {
        boolean same = cell.get("rule").equals(best.get("rule"));
        assertTrue(!same || cell.get("val_error").asDouble() >= error, found.toString());
      }
    }
    assertTrue(fa.out().contains("Widen the grid: --rates "), fa.out());
  }

  @Test
  void theExperimentThatIsWrittenRunsAndHasTheRates() throws IOException {
    assertEquals(0, search("0.003,0.03").exit());
    Path found = out.resolve("experiment.yaml");
    String text = Files.readString(found);
    assertTrue(text.startsWith("# Each rule with the learning rate that was found by\n#   fa "));
    assertTrue(text.contains("# Rates tried: 3e-3, 0.03.\n# Budget of each rule and rate: 2 ep"));
    Path run = folder.resolve("run");
    Fa fa = Fa.run("compare", found, "--epochs", 1, "--out", run);
    assertEquals(0, fa.exit(), fa.err());
    JsonNode used = json.readTree(run.resolve("run.json")).at("/experiment/variants");
    JsonNode best = found().get("best");
    assertEquals(best.at("/0/rate"), used.at("/bp/update/rate"));
    assertEquals(best.at("/1/rate"), used.at("/fa by adam/update/rate"));
    assertEquals("adam", used.at("/fa by adam/update/name").asString());
    assertEquals(1e-4, used.at("/fa by adam/update/decay").asDouble());
  }

  @Test
  void theLengthOfTheSearchIsNotThatOfTheExperiment() throws IOException {
    Fa fa = search("0.01", "--epochs", 1, "--seed", 9, "--set", "epochs=4");
    assertEquals(0, fa.exit(), fa.err());
    String text = Files.readString(out.resolve("experiment.yaml"));
    assertTrue(text.contains("\nepochs: 4\n") && text.contains("\nseed: 5\n"), text);
    assertEquals(1, found().get("epochs").asInt());
    assertEquals(9, found().get("seed").asInt());
  }

  @Test
  void aRateThatDivergesIsShownAndARuleWithoutAnyKeepsItsOwn() throws IOException {
    Fa fa = search("1e5,1e6", "--rules", "usf:unit");
    assertEquals(0, fa.exit(), fa.err());
    assertEquals("diverged", found().at("/cells/0/status").asString());
    assertTrue(found().at("/best/0/rate").isNull());
    assertTrue(fa.out().contains("diverged"), fa.out());
    assertTrue(fa.out().contains("usf unit: no rate of the grid could be trained"), fa.out());
    String text = Files.readString(out.resolve("experiment.yaml"));
    assertTrue(text.contains("#   usf unit: none could be trained, so it is as it was"), text);
    assertFalse(text.contains("rate: 1"), text);
  }

  @Test
  void aCellThatIsMissingIsTrainedAndNoOther() throws IOException {
    assertEquals(0, search("0.003,0.03").exit());
    String whole = found().get("cells").toString();
    Path cell = cellFolders().get(1);
    new RunFolders(folder, Clock.systemUTC()).clear(cell);
    Fa fa = search("0.003,0.03");
    assertEquals(0, fa.exit(), fa.err());
    assertTrue(fa.err().contains("3 were trained before, 1 are left"), fa.err());
    assertEquals(whole, found().get("cells").toString());
    assertEquals(1, json.readTree(out.resolve("run.json")).get("resumed").size());
  }

  @Test
  void aWiderGridAndMoreRulesKeepWhatWasTrained() throws IOException {
    assertEquals(0, search("0.003,0.03", "--rules", "bp").exit());
    Fa fa = search("0.001..0.03");
    assertEquals(0, fa.exit(), fa.err());
    assertTrue(fa.err().contains("2 were trained before, 6 are left"), fa.err());
    assertEquals(8, cells().size());
  }

  @Test
  void anotherBudgetIsAnotherSearch() throws IOException {
    assertEquals(0, search("0.01", "--rules", "bp").exit());
    for (String change :
        List.of("--epochs 1", "--seed 6", "--set batch=5", "--set model.init=he")) {
      List<Object> more = new ArrayList<>(List.of("--rules", "bp"));
      more.addAll(List.of(change.split(" ")));
      Fa fa = search("0.01", more.toArray());
      assertFalse(fa.err().contains("were trained before"), change + fa.err());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--rates,0,--rates 0: '0' is no rate",
    "--epochs,0,--epochs 0 makes no sense",
    "--seed,-1,--seed -1 makes no sense",
    "--rules,bpp,Did you mean 'bp'?",
  })
  void aMistakeIsExitCodeTwoAndNothingIsWritten(String option, String value, String message) {
    Fa fa = search("0.1", option, value);
    assertEquals(2, fa.exit(), fa.err());
    assertFalse(Files.exists(out));
    assertTrue(fa.err().contains(message), fa.err());
  }

  @Test
  void aRunIsNoPlaceForASearchNorTheOtherWayRound() throws IOException {
    assertEquals(0, search("0.01", "--rules", "bp").exit());
    Path file = Fa.file(folder, "tiny.yaml", Fa.TINY);
    Fa train = Fa.run("train", file, "--out", out);
    assertEquals(2, train.exit());
    assertTrue(train.err().contains("'" + out + "' holds a search of rates."), train.err());
    Fa resume = Fa.run("resume", out);
    assertEquals(2, resume.exit());
    assertTrue(resume.err().contains("fa search --out " + out), resume.err());
    assertEquals(0, Fa.run("train", file, "--out", out, "--overwrite").exit());
    assertFalse(names().contains("cells") || names().contains("search.json"));
    Fa again = search("0.01");
    assertEquals(2, again.exit());
    assertTrue(again.err().contains("holds a run, but no search"), again.err());
    assertEquals(0, search("0.01", "--overwrite").exit());
    assertFalse(names().contains("model.safetensors"));
  }

  @Test
  void aSmallNetworkOnRealImagesIsSearchedInSeconds() throws IOException {
    Path file =
        Fa.file(
            folder,
            "mini.yaml",
            "{name: mini, data: fashion-mnist-mini, model: mlp, batch: 64, seed: 1, rules: [bp]}");
    Fa fa = Fa.run("search", file, "--rates", "1e-4,0.1", "--epochs", 1, "--out", out);
    assertEquals(0, fa.exit(), fa.err());
    assertEquals(0.1, found().at("/best/0/rate").asDouble());
    assertEquals("upper", found().at("/best/0/edge").asString());
    assertTrue(found().at("/best/0/val_error").asDouble() < 40, found().toString());
    assertTrue(fa.out().contains("bp: the best rate, 0.1, is the largest that was tried"));
    assertTrue(Files.readString(out.resolve("report.html")).contains("\"learning rate\""));
  }

  private Fa search(String rates, Object... more) {
    Path file = Fa.file(folder, "two.yaml", TWO);
    List<Object> all = new ArrayList<>(List.of("search", file, "--out", out));
    if (!List.of(more).contains("--rates")) {
      all.addAll(List.of("--rates", rates));
    }
    all.addAll(List.of(more));
    return Fa.run(all.toArray());
  }

  private JsonNode found() {
    return json.readTree(out.resolve("search.json"));
  }

  private List<String> cells() {
    List<String> cells = new ArrayList<>();
    found()
        .get("cells")
        .forEach(c -> cells.add(c.get("rule").asString() + " " + c.get("rate").asDouble()));
    return cells;
  }

  private List<Path> cellFolders() throws IOException {
    try (Stream<Path> cells = Files.list(out.resolve("cells"))) {
      return cells.sorted().toList();
    }
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
