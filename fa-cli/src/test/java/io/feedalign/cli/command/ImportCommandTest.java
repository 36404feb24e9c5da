package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.cli.Fa;
import io.feedalign.core.store.Safetensors;
import io.feedalign.core.store.StoredTensor;
import io.feedalign.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ImportCommandTest {
  private static final String DATA =
      "data={name: synthetic, shape: [3, 8, 8], train: 40, test: 20}";

  @TempDir Path folder;

  private Path weights(Map<String, StoredTensor> tensors) {
    Path file = folder.resolve("weights.safetensors");
    Safetensors.write(file, tensors);
    return file;
  }

  /** An MLP without hidden layers: one dense layer of 192 inputs and 10 classes. */
  private Map<String, StoredTensor> regression() {
    float[] weight = new float[10 * 192];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (float) Math.sin(i);
    }
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    tensors.put("module.dense1.weight", StoredTensor.ofFloats(Shape.of(10, 192), weight));
    tensors.put("module.dense1.bias", StoredTensor.ofFloats(Shape.of(10), new float[10]));
    return tensors;
  }

  private Fa importing(Map<String, StoredTensor> tensors, String... more) {
    Object[] arguments = {
      "import",
      "--model",
      "mlp",
      "--weights",
      weights(tensors),
      "--set",
      "model.widths=[]",
      "--set",
      "model.input=[3, 8, 8]",
      "--set",
      "backend=reference",
      "--set",
      "batch=10",
      "--out",
      folder.resolve("run")
    };
    Object[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return Fa.run(all);
  }

  @Test
  void whatIsImportedIsScored() {
    Fa imported = importing(regression());
    assertEquals(0, imported.exit(), imported.err());
    Fa eval = Fa.run("eval", folder.resolve("run"), "--set", DATA, "--json");
    assertEquals(0, eval.exit(), eval.err());
    JsonNode score = JsonMapper.builder().build().readTree(eval.out());
    assertEquals(20, score.get("images").asInt());
    assertTrue(score.get("test_error").asDouble() > 0);
    assertTrue(score.has("top5_error") && score.has("loss"), eval.out());
  }

  @Test
  void withoutDataEvalSaysWhatIsMissing() {
    assertEquals(0, importing(regression()).exit());
    Fa eval = Fa.run("eval", folder.resolve("run"));
    assertEquals(2, eval.exit());
    assertTrue(eval.err().contains("data: is required"), eval.err());
  }

  @Test
  void whatDoesNotMatchIsAnErrorThatWritesNothing() {
    Map<String, StoredTensor> tensors = regression();
    tensors.remove("module.dense1.bias");
    tensors.put("extra", StoredTensor.ofFloats(Shape.of(1), new float[1]));
    Fa imported = importing(tensors);
    assertEquals(2, imported.exit());
    assertTrue(imported.err().contains("missing: 'dense1.bias' [10]."), imported.err());
    assertTrue(imported.err().contains("left over: 'extra' [1]."), imported.err());
    assertTrue(imported.err().contains("--partial"), imported.err());
    assertFalse(Files.exists(folder.resolve("run")));
  }

  @Test
  void partialTakesWhatMatchesAndDrawsTheRest() {
    Map<String, StoredTensor> tensors = regression();
    tensors.remove("module.dense1.bias");
    tensors.put("extra", StoredTensor.ofFloats(Shape.of(1), new float[1]));
    Fa imported = importing(tensors, "--partial");
    assertEquals(0, imported.exit(), imported.err());
    assertTrue(imported.out().contains("missing: 'dense1.bias' [10]."), imported.out());
    Map<String, StoredTensor> stored =
        Safetensors.read(folder.resolve("run/model.safetensors")).tensors();
    assertArrayEquals(new float[10], stored.get("dense1.bias").toFloats());
    assertEquals((float) Math.sin(1), stored.get("dense1.weight").toFloats()[1]);
  }

  @Test
  void aWrongShapeIsRefusedEvenThen() {
    Map<String, StoredTensor> tensors = regression();
    tensors.put("module.dense1.bias", StoredTensor.ofFloats(Shape.of(9), new float[9]));
    Fa imported = importing(tensors, "--partial");
    assertEquals(2, imported.exit());
    assertTrue(imported.err().contains("has shape [9], but must be [10]"), imported.err());
  }

  @Test
  void normalisationIsPartOfTheRecord() throws IOException {
    Fa imported = importing(regression(), "--mean", ".5,.25,0", "--std", "1,.5,.125");
    assertEquals(0, imported.exit(), imported.err());
    JsonNode run = JsonMapper.builder().build().readTree(folder.resolve("run/run.json"));
    assertEquals(0.25, run.at("/experiment/input/mean/1").asDouble());
    assertEquals(64, run.get("weights sha256").asString().length());
    assertTrue(Files.readString(folder.resolve("run/experiment.yaml")).contains("0.125"));
    Fa eval = Fa.run("eval", folder.resolve("run"), "--set", DATA);
    assertEquals(2, eval.exit());
    assertTrue(eval.err().contains("'synthetic' has no settings mean and std"), eval.err());
  }

  @Test
  void halfANormalisationIsRefused() {
    assertEquals(2, importing(regression(), "--mean", ".5").exit());
    assertEquals(2, importing(regression(), "--mean", ".5,x", "--std", "1").exit());
    assertEquals(2, importing(regression(), "--mean", ".5", "--std", "0").exit());
    assertEquals(2, importing(regression(), "--mean", "1e9", "--std", "1").exit());
  }
}
