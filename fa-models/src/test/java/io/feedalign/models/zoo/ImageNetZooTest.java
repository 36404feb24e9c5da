package io.feedalign.models.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.FaException;
import io.feedalign.models.init.WeightInit;
import io.feedalign.nn.Network;
import io.feedalign.nn.Node;
import io.feedalign.nn.Parameter;
import io.feedalign.spi.ModelProvider;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The networks for ImageNet by torchvision's counts, names and shapes. */
class ImageNetZooTest {
  private static final Shape PHOTO = Shape.of(3, 224, 224);
  private static final Shape CIFAR = Shape.of(3, 32, 32);

  private static Network build(String name, Map<String, ?> given, Shape input, int classes) {
    for (ModelProvider provider : ServiceLoader.load(ModelProvider.class)) {
      if (provider.name().equals(name)) {
        return provider.create(provider.settings().settings(given)).build(input, classes);
      }
    }
    throw new AssertionError(name);
  }

  private static Map<String, Shape> parameters(Network network) {
    return network.nodes().stream()
        .flatMap(
            node ->
                node.layer().parameters().stream()
                    .map(parameter -> Map.entry(node.path(), parameter)))
        .collect(
            Collectors.toMap(
                entry -> entry.getKey() + "." + entry.getValue().name(),
                entry -> entry.getValue().shape()));
  }

  @ParameterizedTest
  @CsvSource({
    "alexnet, 61100840",
    "vgg11, 132863336",
    "vgg11-bn, 132868840",
    "vgg13, 133047848",
    "vgg13-bn, 133053736",
    "vgg16, 138357544",
    "vgg16-bn, 138365992",
    "vgg19, 143667240",
    "vgg19-bn, 143678248",
    "resnet18, 11689512",
    "resnet34, 21797672",
    "resnet50, 25557032",
    "resnet101, 44549160",
    "resnet152, 60192808"
  })
  void countsAreTorchvisions(String name, long count) {
    assertEquals(count, build(name, Map.of(), PHOTO, 1000).trainableParameters());
  }

  @Test
  void alexnetHasTorchvisionsNames() {
    Map<String, Shape> parameters = parameters(build("alexnet", Map.of(), PHOTO, 1000));
    assertEquals(Shape.of(64, 3, 11, 11), parameters.get("features.0.weight"));
    assertEquals(Shape.of(256, 256, 3, 3), parameters.get("features.10.weight"));
    assertEquals(Shape.of(4096, 9216), parameters.get("classifier.1.weight"));
    assertEquals(Shape.of(1000), parameters.get("classifier.6.bias"));
    assertEquals(16, parameters.size());
  }

  @Test
  void alexnetWithBatchNormHasNoDropoutAndNoBiasBeforeANorm() {
    Network network = build("alexnet", Map.of("bn", true), PHOTO, 1000);
    // Seven biases go, seven gains and seven shifts come.
    assertEquals(61_100_840 + 64 + 192 + 384 + 512 + 8192, network.trainableParameters());
    Map<String, Shape> parameters = parameters(network);
    assertFalse(parameters.containsKey("features.0.bias"));
    assertEquals(Shape.of(64), parameters.get("features.1.running_var"));
    assertEquals(Shape.of(4096), parameters.get("classifier.1.running_mean"));
    assertEquals(Shape.of(1000, 4096), parameters.get("classifier.6.weight"));
  }

  @Test
  void vggWithBatchNormHasTorchvisionsNames() {
    Map<String, Shape> parameters = parameters(build("vgg16-bn", Map.of(), PHOTO, 1000));
    assertEquals(Shape.of(512, 512, 3, 3), parameters.get("features.40.weight"));
    assertEquals(Shape.of(512), parameters.get("features.41.running_var"));
    assertEquals(Shape.of(4096, 25088), parameters.get("classifier.0.weight"));
    assertEquals(Shape.of(1000, 4096), parameters.get("classifier.6.weight"));
  }

  @Test
  void vggForSmallImagesReadsItsClassesFrom512Channels() {
    Network network = build("vgg11-bn", Map.of(), CIFAR, 10);
    assertEquals(9_231_114, network.trainableParameters());
    assertEquals(Shape.of(10, 512), parameters(network).get("classifier.weight"));
    Network asked = build("vgg11-bn", Map.of("head", "cifar"), PHOTO, 10);
    assertEquals(9_231_114, asked.trainableParameters());
  }

  @Test
  void resnetsHaveTorchvisionsNames() {
    Map<String, Shape> basic = parameters(build("resnet18", Map.of(), PHOTO, 1000));
    assertEquals(Shape.of(64, 3, 7, 7), basic.get("conv1.weight"));
    assertEquals(Shape.of(64), basic.get("bn1.running_var"));
    assertEquals(Shape.of(128, 64, 1, 1), basic.get("layer2.0.downsample.0.weight"));
    assertFalse(basic.containsKey("layer1.0.downsample.0.weight"));
    assertEquals(Shape.of(1000, 512), basic.get("fc.weight"));
    Map<String, Shape> deep = parameters(build("resnet50", Map.of(), PHOTO, 1000));
    assertEquals(Shape.of(256, 64, 1, 1), deep.get("layer1.0.downsample.0.weight"));
    assertEquals(Shape.of(256), deep.get("layer1.0.downsample.1.running_mean"));
    assertEquals(Shape.of(512, 512, 3, 3), deep.get("layer4.2.conv2.weight"));
    assertEquals(Shape.of(2048, 512, 1, 1), deep.get("layer4.2.conv3.weight"));
  }

  @ParameterizedTest
  @CsvSource({"resnet18, layer4.1.relu2, 512", "resnet50, layer4.2.relu3, 2048"})
  void resnetsLeaveSevenPixelsASide(String name, String path, int channels) {
    Node last =
        build(name, Map.of(), PHOTO, 1000).nodes().stream()
            .filter(node -> node.path().equals(path))
            .findFirst()
            .orElseThrow();
    assertEquals(Shape.of(channels, 7, 7), last.outputShape());
  }

  @Test
  void largerImagesArePooledToTheClassifiersSide() {
    Network network = build("vgg11", Map.of(), Shape.of(3, 448, 448), 1000);
    assertEquals(132_863_336, network.trainableParameters());
    assertTrue(network.nodes().stream().anyMatch(node -> node.path().equals("avgpool")));
  }

  @Test
  void imagesThatTheClassifierCannotReadAreRefused() {
    FaException error =
        assertThrows(
            FaException.class, () -> build("alexnet", Map.of(), Shape.of(3, 300, 300), 10));
    assertTrue(error.getMessage().contains("Use images of 224x224"), error.getMessage());
    assertThrows(FaException.class, () -> build("vgg16", Map.of("head", "imagenet"), CIFAR, 10));
  }

  @Test
  void depthsThatNobodyPublishedAreRefused() {
    assertThrows(FaException.class, () -> ResNet.ofDepth(20));
    assertThrows(FaException.class, () -> Vgg.ofDepth(12));
  }

  @Test
  void theInitSettingReachesEveryWeight() {
    for (String name : List.of("alexnet", "vgg11-bn", "resnet50")) {
      Network network = build(name, Map.of("init", "orthogonal"), PHOTO, 10);
      assertTrue(
          network.nodes().stream()
              .flatMap(node -> node.layer().parameters().stream())
              .filter(parameter -> parameter.role() == Parameter.Role.WEIGHT)
              .allMatch(
                  parameter -> parameter.initializer().equals(WeightInit.ORTHOGONAL.weight())));
    }
  }
}
