package io.feedalign.models.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.store.StoredTensor;
import io.feedalign.core.store.StoredType;
import io.feedalign.core.weights.StateDict;
import io.feedalign.core.weights.StateFit;
import io.feedalign.core.weights.StateMatch;
import io.feedalign.nn.Network;
import io.feedalign.nn.Parameter;
import io.feedalign.spi.ModelProvider;
import io.feedalign.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** State dicts of PyTorch's names against our networks. */
class StateFitTest {
  private static final long MOST_BYTES = 4L * 4096 * 25088;

  @TempDir Path folder;
  private ByteBuffer zeros = ByteBuffer.allocate(0);

  /** As many zeros as the largest layer has, in a file that takes no room. */
  @BeforeEach
  void mapZeros() throws IOException {
    Path file = folder.resolve("zeros");
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
      channel.write(ByteBuffer.allocate(1), MOST_BYTES - 1);
      zeros = channel.map(FileChannel.MapMode.READ_ONLY, 0, MOST_BYTES);
    }
  }

  private StoredTensor zeros(Shape shape) {
    ByteBuffer bytes = zeros.duplicate().limit(Math.toIntExact(shape.elements() * Float.BYTES));
    return new StoredTensor(
        StoredType.F32,
        Arrays.stream(shape.toArray()).mapToObj(size -> (long) size).toList(),
        bytes);
  }

  /** What PyTorch would save of a network: its names behind a prefix, and counters. */
  private Map<String, StoredTensor> saved(Network network, String prefix) {
    Map<String, StoredTensor> saved = new LinkedHashMap<>();
    for (Map.Entry<String, Parameter> entry : StateMatch.parameters(network).entrySet()) {
      String name = prefix + entry.getKey();
      saved.put(name, zeros(entry.getValue().shape()));
      if (name.endsWith("running_var")) {
        saved.put(
            name.replace("running_var", "num_batches_tracked"),
            StoredTensor.ofLongs(Shape.SCALAR, new long[] {7}));
      }
    }
    return saved;
  }

  private static ModelProvider provider(String name) {
    return ServiceLoader.load(ModelProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static StateFit fit(String model, Map<String, StoredTensor> saved) {
    StateFit.Known known = new StateFit.Known(Map.of(), Optional.empty(), OptionalInt.empty());
    return StateFit.find(provider(model), known, StateDict.of(saved));
  }

  @ParameterizedTest
  @CsvSource({
    "resnet20, 32, 10",
    "resnet110, 32, 100",
    "resnet18, 224, 1000",
    "resnet50, 224, 1000",
    "alexnet, 224, 1000",
    "vgg11, 224, 21",
    "vgg16-bn, 32, 10",
    "vgg19-bn, 224, 1000"
  })
  void everyNetTakesItsOwnNamesWithOrWithoutPrefix(String model, int side, int classes) {
    ModelProvider provider = provider(model);
    Network network =
        provider.create(provider.settings().defaults()).build(Shape.of(3, side, side), classes);
    for (String prefix : new String[] {"", "module."}) {
      StateFit fit = fit(model, saved(network, prefix));
      assertTrue(fit.match().complete(), fit.match().report().toString());
      assertEquals(classes, fit.network().classes());
      assertEquals(Map.of(), fit.settings());
    }
  }

  @Test
  void optionsAreFoundByNamesAndShapes() {
    Network residual =
        new ResNetCifar(20, ResNetCifar.Shortcut.B, ResNetCifar.ofDepth(20).init())
            .build(Shape.of(3, 32, 32), 10);
    assertEquals(Map.of("option", "B"), fit("resnet20", saved(residual, "")).settings());
    Network normalised =
        new AlexNet(true, ResNetCifar.ofDepth(20).init()).build(Shape.of(3, 224, 224), 1000);
    assertEquals(Map.of("bn", true), fit("alexnet", saved(normalised, "")).settings());
  }

  @Test
  void anOptionThatWasGivenIsNotChanged() {
    Network residual =
        new ResNetCifar(20, ResNetCifar.Shortcut.B, ResNetCifar.ofDepth(20).init())
            .build(Shape.of(3, 32, 32), 10);
    StateFit.Known known =
        new StateFit.Known(Map.of("option", "A"), Optional.empty(), OptionalInt.empty());
    StateMatch match =
        StateFit.find(provider("resnet20"), known, StateDict.of(saved(residual, ""))).match();
    assertFalse(match.complete());
    assertEquals(10, match.leftOver().size());
    assertTrue(match.leftOver().containsKey("layer2.0.shortcut.0.weight"));
  }

  @Test
  void whatDoesNotMatchIsListedTensorByTensor() {
    Map<String, StoredTensor> saved =
        saved(ResNetCifar.ofDepth(20).build(Shape.of(3, 32, 32), 10), "module.");
    saved.put("module.fc.weight", saved.remove("module.linear.weight"));
    saved.put("module.bn1.weight", zeros(Shape.of(17)));
    StateMatch match = fit("resnet20", saved).match();
    String report = String.join("\n", match.report());
    assertEquals(3, match.faults());
    assertTrue(report.contains("95 tensors"), report);
    assertTrue(report.contains("19 batch counters ignored"), report);
    assertTrue(report.contains("missing: 'linear.weight' [10x64]."), report);
    assertTrue(report.contains("left over: 'fc.weight' [10x64]."), report);
    assertTrue(report.contains("'bn1.weight' has shape [17], but must be [16]."), report);
  }
}
