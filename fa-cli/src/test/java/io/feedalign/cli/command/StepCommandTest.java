package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.cli.Fa;
import io.feedalign.core.store.Safetensors;
import io.feedalign.core.store.StoredTensor;
import io.feedalign.tensor.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepCommandTest {

  private static final String DENSE =
      """
      model: {name: sequential, input: [1, 1, 2], classes: 2, layers: [flatten, {dense: {out: 2, bias: false}}, {dense: {out: 2}}]}
      rule: {name: RULE}
      update: {name: sgd, rate: 0.5, momentum: 0, decay: 0}
      backend: reference
      """;

  private final Map<String, StoredTensor> given = new LinkedHashMap<>();

  @TempDir Path folder;

  @BeforeEach
  void twoDenseLayers() {
    given.put("x", floats(Shape.of(1, 1, 1, 2), 1, 2));
    given.put("target", StoredTensor.ofLongs(Shape.of(1), new long[] {1}));
    given.put("dense1.weight", floats(Shape.of(2, 2), 1, 0, 0, 1));
    given.put("dense2.weight", floats(Shape.of(2, 2), 1, 1, 1, 1));
    given.put("dense2.bias", floats(Shape.of(2), 0, 0));
  }

  @Test
  void aStepOfBackpropIsWhatPencilAndPaperSay() {
    Map<String, StoredTensor> out = step("bp");
    // z = (3, 3): softmax is one half each, the error (0.5, -0.5), and W2's columns cancel it.
    assertArrayEquals(new float[] {3, 3}, out.get("output").toFloats());
    assertEquals(Math.log(2), out.get("loss").toFloats()[0], 1e-6);
    assertArrayEquals(new float[] {0.5f, -0.5f}, out.get("signal/dense2").toFloats());
    assertArrayEquals(new float[] {0, 0}, out.get("signal/dense1").toFloats());
    assertArrayEquals(new float[] {0, 0}, out.get("input_signal/dense2").toFloats());
    assertArrayEquals(new float[] {0, 0}, out.get("input_signal/dense1").toFloats());
    assertArrayEquals(
        new float[] {0.5f, 1, -0.5f, -1}, out.get("gradient/dense2.weight").toFloats());
    assertArrayEquals(new float[] {0.5f, -0.5f}, out.get("gradient/dense2.bias").toFloats());
    assertArrayEquals(
        new float[] {0.75f, 0.5f, 1.25f, 1.5f}, out.get("updated/dense2.weight").toFloats());
    assertArrayEquals(new float[] {-0.25f, 0.25f}, out.get("updated/dense2.bias").toFloats());
    assertArrayEquals(new float[] {1, 1, 1, 1}, out.get("feedback/dense2").toFloats());
  }

  @Test
  void feedbackThatIsGivenIsTheFeedbackThatIsUsed() {
    given.put("dense1.feedback", floats(Shape.of(2, 2), 9, 9, 9, 9));
    given.put("dense2.feedback", floats(Shape.of(2, 2), 2, 0, 0, 4));
    Map<String, StoredTensor> out = step("fa");
    assertArrayEquals(new float[] {2, 0, 0, 4}, out.get("feedback/dense2").toFloats());
    assertArrayEquals(new float[] {1, -2}, out.get("signal/dense1").toFloats());
    assertArrayEquals(new float[] {1, 2, -2, -4}, out.get("gradient/dense1.weight").toFloats());
  }

  @Test
  void rememberedStatesAreRecomputedFromTheWeightsUnlessTheyAreGiven() {
    String init = "usf, magnitude: init";
    Map<String, StoredTensor> recomputed = step(init);
    assertArrayEquals(new float[] {1, 1, 1, 1}, recomputed.get("feedback/dense2").toFloats());
  }

  @Test
  void aSignalMayStandInForATarget() {
    given.remove("target");
    given.put("signal", floats(Shape.of(1, 2), 2, 3));
    Map<String, StoredTensor> out = step("bp");
    assertFalse(out.containsKey("loss"));
    assertArrayEquals(new float[] {2, 3}, out.get("signal/dense2").toFloats());
    assertArrayEquals(new float[] {5, 5}, out.get("signal/dense1").toFloats());
    assertArrayEquals(new float[] {5, 10, 5, 10}, out.get("gradient/dense1.weight").toFloats());
  }

  @Test
  void aConvolutionWithoutHeadTakesASignal() {
    given.clear();
    given.put("x", floats(Shape.of(1, 1, 3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9));
    given.put("signal", floats(Shape.of(1, 1, 2, 2), 1, 0, 0, 0));
    given.put("conv1.weight", floats(Shape.of(1, 1, 2, 2), 1, -2, 3, -4));
    String caseFile =
        """
        model: {name: sequential, input: [1, 3, 3], layers: [{conv: {out: 1, kernel: 2, bias: false}}]}
        rule: {name: usf, magnitude: unit}
        update: {name: sgd, rate: 1, momentum: 0, decay: 0}
        backend: reference
        """;
    Map<String, StoredTensor> out = run(caseFile);
    assertArrayEquals(new float[] {1, 2, 4, 5}, out.get("gradient/conv1.weight").toFloats());
    assertArrayEquals(new float[] {1, -1, 1, -1}, out.get("feedback/conv1").toFloats());
    assertArrayEquals(
        new float[] {1, -1, 0, 1, -1, 0, 0, 0, 0}, out.get("input_signal/conv1").toFloats());
    assertArrayEquals(new float[] {0, -4, -1, -9}, out.get("updated/conv1.weight").toFloats());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dense1.weight | | tensor 'dense1.weight' [2x2] is missing.",
        "x | | tensor 'x' (N, C, H, W) is missing.",
        "target | | tensor 'target' (class indices, I64) or 'signal' (like the output) is missing.",
        "x | 1,2 | tensor 'x' has shape [1x2], but the network takes (N, C, H, W) of [1x1x2]",
        "dense2.bias | 3 | tensor 'dense2.bias' has shape [3], but must be [2].",
        "dense2.bais | 2 | tensor 'dense2.bais' is unknown.",
        "target | 1 | tensor 'target' has type F32, but must be I64.",
        "signal | 1,2 | tensors 'target' and 'signal' are both given."
      })
  void aWrongTensorIsNamed(String name, String shape, String message) {
    if (shape == null) {
      given.remove(name);
    } else {
      int[] sizes = java.util.Arrays.stream(shape.split(",")).mapToInt(Integer::parseInt).toArray();
      Shape as = Shape.of(sizes);
      given.put(name, StoredTensor.ofFloats(as, new float[(int) as.elements()]));
    }
    Fa fa = call(DENSE.replace("RULE", "bp"));
    assertEquals(2, fa.exit(), fa.err());
    assertTrue(fa.err().contains(message), fa.err());
    assertTrue(fa.err().contains("tensors.safetensors"), fa.err());
    assertFalse(fa.err().contains("\tat "), fa.err());
    assertFalse(Files.exists(folder.resolve("out.safetensors")));
  }

  @Test
  void everyWrongTensorIsNamedAtOnce() {
    given.put("dense2.bias", floats(Shape.of(1), 0));
    given.put("more", floats(Shape.of(1), 0));
    given.remove("dense1.weight");
    Fa fa = call(DENSE.replace("RULE", "fa"));
    for (String name : new String[] {"dense2.bias", "more", "dense1.weight", "dense2.feedback"}) {
      assertTrue(fa.err().contains("'" + name + "'"), fa.err());
    }
  }

  @Test
  void aTargetBeyondTheClassesIsNamed() {
    given.put("target", StoredTensor.ofLongs(Shape.of(1), new long[] {2}));
    Fa fa = call(DENSE.replace("RULE", "bp"));
    assertEquals(2, fa.exit());
    assertTrue(fa.err().contains("tensor 'target' holds 2, but classes are 0 to 1"), fa.err());
  }

  private Map<String, StoredTensor> step(String rule) {
    return run(DENSE.replace("RULE", rule));
  }

  private Map<String, StoredTensor> run(String caseFile) {
    Fa fa = call(caseFile);
    assertEquals(0, fa.exit(), fa.err());
    return Safetensors.read(folder.resolve("out.safetensors")).tensors();
  }

  private Fa call(String caseFile) {
    Fa.file(folder, "case.yaml", caseFile);
    Safetensors.write(folder.resolve("tensors.safetensors"), given);
    return Fa.run("step", folder, "--out", folder.resolve("out.safetensors"));
  }

  private static StoredTensor floats(Shape shape, float... elements) {
    return StoredTensor.ofFloats(shape, elements);
  }
}
