package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.cli.Fa;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CompareCommandTest {

  private static final String THREE =
      Fa.TINY.replace(
          "rule: {name: usf, magnitude: sn}",
          "rules: [bp, sham, {name: usf, magnitude: unit, update: {rate: 1e6}}]");

  private final JsonMapper json = JsonMapper.builder().build();

  @TempDir Path folder;

  @Test
  void shamIsBackpropBitForBitAndADivergedRuleIsARow() {
    Fa fa = Fa.run("compare", recipe(), "--out", folder.resolve("run"));
    assertEquals(0, fa.exit(), fa.err());
    JsonNode rows = rows("run");
    assertEquals(List.of("bp", "sham", "usf unit"), labels(rows));
    for (String key : List.of("test_error", "val_error", "train_loss", "gradient_angle")) {
      assertEquals(rows.get(0).get(key), rows.get(1).get(key), key);
    }
    assertEquals(0.0, rows.get(0).get("gradient_angle").asDouble(), 1e-3);
    assertEquals("finished", rows.get(0).get("status").asString());
    assertEquals("diverged", rows.get(2).get("status").asString());
    assertTrue(rows.get(2).get("train_loss").isNull());
    assertTrue(fa.out().contains("usf unit: diverged."), fa.out());
    assertTrue(
        new TreeSet<>(rows.get(0).propertyNames())
            .containsAll(
                Set.of(
                    "rule",
                    "seed",
                    "epochs",
                    "test_error",
                    "val_error",
                    "train_loss",
                    "images_per_second",
                    "status")));
  }

  @Test
  void seedsAreCountedUpwardsAndEachRuleMeetsEach() {
    Fa fa =
        Fa.run("compare", recipe(), "--seeds", 2, "--rules", "bp", "--out", folder.resolve("s"));
    assertEquals(0, fa.exit(), fa.err());
    JsonNode rows = rows("s");
    assertEquals(List.of("bp", "bp"), labels(rows));
    assertEquals(5, rows.get(0).get("seed").asInt());
    assertEquals(6, rows.get(1).get("seed").asInt());
    assertTrue(!rows.get(0).get("train_loss").equals(rows.get(1).get("train_loss")));
  }

  @Test
  void rulesAreChosenByLabelByNameAndWithSettings() {
    Fa fa =
        Fa.run(
            "compare",
            recipe(),
            "--epochs",
            1,
            "--rules",
            "usf-sn,fa,bp,fa:scale=2,usf:init",
            "--out",
            folder.resolve("r"));
    assertEquals(0, fa.exit(), fa.err());
    assertEquals(
        List.of("usf sn", "fa", "bp", "fa scale=2", "usf init"), labels(rows("r")), fa.out());
  }

  @Test
  void theSameWeightsStartEveryRule() {
    // With a rate of zero nothing moves, so equal scores mean equal starting weights.
    Fa fa =
        Fa.run(
            "compare",
            recipe(),
            "--rules",
            "bp,fa,frsf,brsf",
            "--set",
            "update.rate=0",
            "--out",
            folder.resolve("w"));
    assertEquals(0, fa.exit(), fa.err());
    JsonNode rows = rows("w");
    for (JsonNode row : rows) {
      assertEquals(rows.get(0).get("train_loss"), row.get("train_loss"));
      assertEquals(rows.get(0).get("test_error"), row.get("test_error"));
    }
  }

  @Test
  void progressGoesBesideTheResultNotIntoIt() {
    Fa fa = Fa.run("compare", recipe(), "--rules", "bp", "--out", folder.resolve("p"));
    assertTrue(fa.err().contains("[1/1] bp: epoch 2 of 2, train loss "), fa.err());
    assertTrue(fa.err().contains("0 s left"), fa.err());
    assertTrue(fa.out().startsWith("rule"), fa.out());
  }

  private Path recipe() {
    return Fa.file(folder, "three.yaml", THREE);
  }

  private JsonNode rows(String run) {
    return json.readTree(folder.resolve(run).resolve("results.json"));
  }

  private static List<String> labels(JsonNode rows) {
    List<String> labels = new ArrayList<>();
    rows.forEach(row -> labels.add(row.get("rule").asString()));
    return labels;
  }
}
