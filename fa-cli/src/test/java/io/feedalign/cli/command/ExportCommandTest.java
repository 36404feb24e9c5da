package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.feedalign.cli.Fa;
import io.feedalign.core.store.Safetensors;
import io.feedalign.core.store.StoredTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {

  @TempDir Path folder;
  private Path run = Path.of("run");

  @BeforeEach
  void train() {
    run = folder.resolve("run");
    Fa trained = Fa.run("train", Fa.file(folder, "tiny.yaml", Fa.TINY), "--out", run);
    assertEquals(0, trained.exit(), trained.err());
  }

  @Test
  void safetensorsHoldsTheParametersAndNothingOfTheRule() {
    Path file = folder.resolve("x/model.safetensors");
    Fa exported = Fa.run("export", run, "--format", "safetensors", "--out", file);
    assertEquals(0, exported.exit(), exported.err());
    Map<String, StoredTensor> tensors = Safetensors.read(file).tensors();
    assertEquals(
        Set.of(
            "conv1.weight",
            "conv1.bias",
            "conv2.weight",
            "conv2.bias",
            "dense1.weight",
            "dense1.bias"),
        tensors.keySet());
    assertArrayEquals(
        Safetensors.read(run.resolve("model.safetensors")).tensors().get("conv2.weight").toFloats(),
        tensors.get("conv2.weight").toFloats());
  }

  @Test
  void whatIsExportedCanBeImportedAndScoresTheSame() {
    Path file = folder.resolve("model.safetensors");
    assertEquals(0, Fa.run("export", run, "--format", "safetensors", "--out", file).exit());
    Path again = folder.resolve("again");
    Fa imported =
        Fa.run(
            "import",
            "--model",
            "sequential",
            "--weights",
            file,
            "--set",
            "model.layers=[{conv: {out: 2, kernel: 3}}, relu, {conv: {out: 2, kernel: 3}}, relu,"
                + " flatten, {dense: {out: 3}}]",
            "--set",
            "model.input=[1, 8, 8]",
            "--set",
            "data={name: synthetic, shape: [1, 8, 8], classes: 3, train: 60, test: 20}",
            "--set",
            "backend=reference",
            "--set",
            "batch=10",
            "--out",
            again);
    assertEquals(0, imported.exit(), imported.err());
    assertEquals(Fa.run("eval", run, "--json").out(), Fa.run("eval", again, "--json").out());
  }

  @Test
  void onnxHoldsTheNetworkAsWell() throws IOException {
    Path file = folder.resolve("model.onnx");
    Fa exported = Fa.run("export", run, "--format", "onnx", "--out", file);
    assertEquals(0, exported.exit(), exported.err());
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
    assertEquals("input", model.getGraph().getInput(0).getName());
    assertEquals("logits", model.getGraph().getOutput(0).getName());
    assertEquals(
        2,
        model.getGraph().getNodeList().stream()
            .filter(node -> node.getOpType().equals("Conv"))
            .count());
  }

  @Test
  void aRunWithoutWeightsIsASentence() throws IOException {
    Files.delete(run.resolve("model.safetensors"));
    Path file = folder.resolve("model.onnx");
    Fa exported = Fa.run("export", run, "--format", "onnx", "--out", file);
    assertEquals(2, exported.exit());
    assertTrue(exported.err().contains("holds no model.safetensors"), exported.err());
    assertFalse(Files.exists(file));
    assertEquals(2, Fa.run("export", run, "--format", "pickle", "--out", file).exit());
  }
}
