package io.feedalign.models.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.models.init.WeightInit;
import io.feedalign.nn.Network;
import io.feedalign.nn.Node;
import io.feedalign.spi.ModelProvider;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every named network by its numbers of parameters, paths and refusals. */
class ZooTest {
  private static final Shape MNIST = Shape.of(1, 28, 28);
  private static final Shape CIFAR = Shape.of(3, 32, 32);

  private static Map<String, ModelProvider> providers() {
    Map<String, ModelProvider> providers = new TreeMap<>();
    for (ModelProvider provider : ServiceLoader.load(ModelProvider.class)) {
      providers.put(provider.name(), provider);
    }
    return providers;
  }

  private static Network build(String name, Shape input, int classes) {
    return build(name, Map.of(), input, classes);
  }

  private static Network build(String name, Map<String, ?> given, Shape input, int classes) {
    ModelProvider provider = providers().get(name);
    return provider.create(provider.settings().settings(given)).build(input, classes);
  }

  private static List<String> paths(Network network) {
    return network.nodes().stream().map(Node::path).toList();
  }

  @Test
  void allAreRegistered() {
    assertEquals(
        List.of(
            "alexnet",
            "arch1",
            "lenet",
            "lenet-cifar",
            "mlp",
            "resnet101",
            "resnet110",
            "resnet152",
            "resnet18",
            "resnet20",
            "resnet32",
            "resnet34",
            "resnet44",
            "resnet50",
            "resnet56",
            "sequential",
            "vgg11",
            "vgg11-bn",
            "vgg13",
            "vgg13-bn",
            "vgg16",
            "vgg16-bn",
            "vgg19",
            "vgg19-bn"),
        List.copyOf(providers().keySet()));
  }

  @Test
  void lenetHasTheFamousCount() {
    Network network = build("lenet", MNIST, 10);
    assertEquals(61_706, network.trainableParameters());
    assertEquals(
        List.of(
            "conv1",
            "relu1",
            "maxpool1",
            "conv2",
            "relu2",
            "maxpool2",
            "flatten1",
            "dense1",
            "relu3",
            "dense2",
            "relu4",
            "dense3"),
        paths(network));
    assertEquals(10, network.classes());
  }

  @Test
  void lenetCifarCountsByHand() {
    long convolutions = (27 + 1) * 32 + (32 * 9 + 1) * 64 + (64 * 9 + 1) * 128;
    assertEquals(
        convolutions + 129 * 256 + 257 * 10, build("lenet-cifar", CIFAR, 10).trainableParameters());
  }

  @Test
  void arch1EndsIts24PixelCropsAt576() {
    Network network = build("arch1", Shape.of(3, 24, 24), 10);
    assertTrue(network.nodes().stream().anyMatch(node -> node.outputShape().equals(Shape.of(576))));
    assertEquals(
        76 * 64 + 1601 * 64 + 577 * 384 + 385 * 192 + 193 * 10, network.trainableParameters());
  }

  @Test
  void mlpFollowsItsWidths() {
    assertEquals(785 * 256 + 257 * 256 + 257 * 10, build("mlp", MNIST, 10).trainableParameters());
    Network wide = build("mlp", Map.of("widths", List.of(5, 6, 7)), MNIST, 3);
    assertEquals(785 * 5 + 6 * 6 + 7 * 7 + 8 * 3, wide.trainableParameters());
    assertEquals(7850, new Mlp(List.of(), WeightInit.TORCH).build(MNIST, 10).trainableParameters());
  }

  @Test
  void resnet20HasThePublishedCountWithOptionA() {
    assertEquals(269_722, build("resnet20", CIFAR, 10).trainableParameters());
  }

  @Test
  void optionBAddsTwoProjections() {
    Network network = build("resnet20", Map.of("option", "B"), CIFAR, 10);
    assertEquals(269_722 + 16 * 32 + 2 * 32 + 32 * 64 + 2 * 64, network.trainableParameters());
    assertTrue(paths(network).contains("layer2.0.shortcut.0"), paths(network).toString());
  }

  @Test
  void deeperOnesHaveTheirPublishedCounts() {
    // Counts that He et al. give as 0.46M, 0.66M, 0.85M and 1.7M.
    assertEquals(464_154, build("resnet32", CIFAR, 10).trainableParameters());
    assertEquals(658_586, build("resnet44", CIFAR, 10).trainableParameters());
    assertEquals(853_018, build("resnet56", CIFAR, 10).trainableParameters());
    assertEquals(1_727_962, build("resnet110", CIFAR, 10).trainableParameters());
  }

  @Test
  void resnetPathsAreTorchs() {
    List<String> paths = paths(build("resnet20", CIFAR, 10));
    assertTrue(
        paths.containsAll(
            List.of(
                "conv1", "bn1", "layer1.0.conv1", "layer3.2.bn2", "layer2.0.shortcut", "linear")),
        paths.toString());
  }

  @Test
  void resnetHalvesTheImageTwice() {
    Network network = build("resnet20", CIFAR, 10);
    Node last =
        network.nodes().stream()
            .filter(node -> node.path().equals("layer3.2.relu2"))
            .findFirst()
            .orElseThrow();
    assertEquals(Shape.of(64, 8, 8), last.outputShape());
  }

  @Test
  void impossibleDepthsAreRefused() {
    FaException error = assertThrows(FaException.class, () -> ResNetCifar.ofDepth(21));
    assertTrue(error.getMessage().contains("6 n + 2"), error.getMessage());
  }

  @Test
  void anImageThatIsTooSmallNamesTheLayer() {
    FaException error =
        assertThrows(FaException.class, () -> build("arch1", Shape.of(3, 8, 8), 10));
    assertEquals(ErrorKind.USER, error.kind());
    assertTrue(error.getMessage().startsWith("Layer 'conv2' of 'arch1'"), error.getMessage());
  }

  @Test
  void theInitSettingReachesEveryWeight() {
    Network network = build("lenet", Map.of("init", "xavier-normal"), MNIST, 10);
    long weights =
        network.nodes().stream()
            .flatMap(node -> node.layer().parameters().stream())
            .filter(parameter -> parameter.initializer().equals(WeightInit.XAVIER_NORMAL.weight()))
            .count();
    assertEquals(5, weights);
  }
}
