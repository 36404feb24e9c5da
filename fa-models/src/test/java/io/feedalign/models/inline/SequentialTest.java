package io.feedalign.models.inline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.models.layer.Conv2dLayer;
import io.feedalign.models.layer.MaxPoolLayer;
import io.feedalign.nn.Model;
import io.feedalign.nn.Network;
import io.feedalign.nn.Node;
import io.feedalign.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequentialTest {
  private static final Shape MNIST = Shape.of(1, 28, 28);

  private static Model sequence(Object... layers) {
    return model(Map.of("layers", List.of(layers)));
  }

  private static Model model(Map<String, ?> given) {
    Sequential.Provider provider = new Sequential.Provider();
    return provider.create(provider.settings().settings(given));
  }

  private static Map<String, Object> of(String kind, Object... settings) {
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put((String) settings[i], settings[i + 1]);
    }
    return Map.of(kind, map);
  }

  private static String mistakes(Map<String, ?> given) {
    FaException error = assertThrows(FaException.class, () -> model(given));
    assertEquals(ErrorKind.USER, error.kind());
    return error.getMessage();
  }

  @Test
  void theIssuesExampleBuilds() {
    Network network =
        sequence(
                of("conv", "out", 6, "kernel", 5, "pad", 2),
                "relu",
                of("maxpool", "kernel", 2, "stride", 2),
                "flatten",
                of("dense", "out", 10))
            .build(MNIST, 10);
    assertEquals(
        List.of("conv1", "relu1", "maxpool1", "flatten1", "dense1"),
        network.nodes().stream().map(Node::path).toList());
    assertEquals(6 * 26 + (6 * 14 * 14 + 1) * 10, network.trainableParameters());
  }

  @Test
  void everyKindCanBeWritten() {
    Network network =
        sequence(
                of("conv", "out", 8, "kernel", 3, "groups", 2, "bias", false),
                of("batchnorm", "epsilon", 1e-3, "momentum", 0.2),
                "tanh",
                of("avgpool", "kernel", 2),
                of("bias"),
                of("conv", "out", 4, "kernel", 3, "stride", 2, "pad", 1),
                "sigmoid",
                "gap",
                of("dense", "out", 5, "bias", false),
                "batchnorm",
                "relu",
                "dropout",
                of("dropout", "rate", 0.1),
                of("dense", "out", 3))
            .build(Shape.of(2, 9, 9), 3);
    assertEquals("dense2", network.output().path());
    assertEquals("batchnorm2", network.nodes().get(9).path());
    assertEquals("conv2", network.nodes().get(5).path());
    assertEquals(Shape.of(8, 3, 3), network.nodes().get(4).outputShape());
  }

  @Test
  void poolingStepsByItsKernelUnlessTold() {
    Network network = sequence(of("maxpool", "kernel", 3), "gap").build(Shape.of(2, 9, 9), 2);
    MaxPoolLayer pool = (MaxPoolLayer) network.nodes().get(0).layer();
    assertEquals(3, pool.geometry().stride().h());
  }

  @Test
  void anImageMayBeTheOutput() {
    Network network =
        model(
                Map.of(
                    "input",
                    List.of(1, 3, 3),
                    "layers",
                    List.of(of("conv", "out", 1, "kernel", 2, "bias", false))))
            .build(Shape.of(1, 3, 3), 10);
    assertEquals(Shape.of(1, 2, 2), network.output().outputShape());
    assertEquals(1, network.classes());
    assertEquals(1, ((Conv2dLayer) network.output().layer()).parameters().size());
    FaException error =
        assertThrows(FaException.class, () -> network.head().target(Shape.of(4, 1, 2, 2)));
    assertTrue(error.getMessage().contains("[1x2x2] per sample"), error.getMessage());
  }

  @Test
  void allMistakesComeAtOnceWithTheirPlaces() {
    String mistakes =
        mistakes(
            Map.of(
                "input",
                List.of(1, 28),
                "layers",
                List.of(
                    of("conv", "out", 6, "kernal", 5),
                    "rely",
                    Map.of("maxpool", 2),
                    of("dense", "out", "ten"),
                    7,
                    Map.of("conv", Map.of(), "relu", Map.of()))));
    for (String expected :
        List.of(
            "input: is [1, 28], but must be [channels, height, width].",
            "layers[0].conv.kernal: unknown setting 'kernal'.",
            "Did you mean 'kernel'?",
            "layers[0].conv.kernel: is required",
            "layers[1]: unknown layer 'rely'.",
            "Did you mean 'relu'?",
            "layers[2].maxpool: is '2', but its settings are a map",
            "layers[3].dense.out: is 'ten', but must be a whole number",
            "layers[4]: is '7'.",
            "layers[5]: has 2 keys")) {
      assertTrue(mistakes.contains(expected), expected + " in\n" + mistakes);
    }
  }

  @Test
  void aWordWithoutItsRequiredSettingsSaysWhich() {
    String mistakes = mistakes(Map.of("layers", List.of("conv")));
    assertTrue(mistakes.contains("layers[0].conv.out: is required"), mistakes);
    assertTrue(mistakes.contains("layers[0].conv.kernel: is required"), mistakes);
  }

  @Test
  void layersMustBeAListOfSomething() {
    assertTrue(mistakes(Map.of("layers", List.of())).contains("at least one layer"));
    assertTrue(mistakes(Map.of("layers", "relu")).contains("must be a list"));
    assertTrue(mistakes(Map.of()).contains("layers: is required"));
  }

  @Test
  void emptySettingsAreNoSettings() {
    Map<String, Object> nothing = new HashMap<>();
    nothing.put("relu", null);
    assertEquals(
        10, sequence("flatten", of("dense", "out", 10), nothing).build(MNIST, 10).classes());
  }

  @Test
  void anInputThatIsNotTheDatasIsAnError() {
    Model model = model(Map.of("input", List.of(3, 32, 32), "layers", List.of("gap")));
    FaException error = assertThrows(FaException.class, () -> model.build(MNIST, 3));
    assertTrue(error.getMessage().contains("[3, 32, 32]"), error.getMessage());
    assertTrue(error.getMessage().contains("[1x28x28]"), error.getMessage());
  }

  @Test
  void theLastLayerDecidesTheClasses() {
    assertEquals(9, sequence("flatten", of("dense", "out", 9)).build(MNIST, 10).classes());
  }

  @ParameterizedTest
  @CsvSource({
    "conv, Put it before flatten",
    "maxpool, Put it before flatten",
  })
  void imageLayersAfterFlattenNameTheirPath(String kind, String remedy) {
    Map<String, Object> window = new HashMap<>(Map.of("kernel", 2));
    if (kind.equals("conv")) {
      window.put("out", 2);
    }
    FaException error =
        assertThrows(
            FaException.class, () -> sequence("flatten", Map.of(kind, window)).build(MNIST, 10));
    assertTrue(error.getMessage().startsWith("Layer '" + kind + "1'"), error.getMessage());
    assertTrue(error.getMessage().contains(remedy), error.getMessage());
  }

  @Test
  void aLayerThatCannotBeMadeNamesItsPlace() {
    Model model = sequence(of("conv", "out", 4, "kernel", 3, "groups", 3));
    FaException error = assertThrows(FaException.class, () -> model.build(MNIST, 10));
    assertTrue(
        error.getMessage().startsWith("Layer 'conv1' of 'sequential' (layers[0].conv): "),
        error.getMessage());
  }
}
