package io.feedalign.models.zoo;

import io.feedalign.error.FaException;
import io.feedalign.models.init.WeightInit;
import io.feedalign.models.zoo.ResidualGrowth.Block;
import io.feedalign.nn.Model;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.spi.ModelProvider;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The residual networks for ImageNet of He, Zhang, Ren and Sun 2016, "Deep residual learning for
 * image recognition", table 1: a 7x7 convolution, max pooling, four stages with 64, 128, 256 and
 * 512 channels, a global average and a dense layer. Depths 18 and 34 have basic blocks, the others
 * bottlenecks, whose stride lies in their 3x3 convolution as in torchvision.
 *
 * <p>Paths are torchvision's: {@code conv1}, {@code layer1.0.conv1}, {@code layer2.0.downsample.0},
 * {@code fc}.
 *
 * <pre>{@code
 * Network network = ResNet.ofDepth(18).build(Shape.of(3, 224, 224), 1000); // 11,689,512 parameters
 * }</pre>
 *
 * @param depth 18, 34, 50, 101 or 152
 */
public record ResNet(int depth, WeightInit init) implements Model {
  private static final Map<Integer, List<Integer>> BLOCKS =
      Map.of(
          18, List.of(2, 2, 2, 2),
          34, List.of(3, 4, 6, 3),
          50, List.of(3, 4, 6, 3),
          101, List.of(3, 4, 23, 3),
          152, List.of(3, 8, 36, 3));

  /** Checks the depth. */
  public ResNet {
    if (!BLOCKS.containsKey(depth)) {
      throw FaException.user(
          "An ImageNet ResNet has a depth of 18, 34, 50, 101 or 152, not "
              + depth
              + ". Those of depth 6 n + 2 are for CIFAR.");
    }
  }

  /** The network of a depth, starting by He's distribution. */
  public static ResNet ofDepth(int depth) {
    return new ResNet(depth, WeightInit.HE_UNIFORM);
  }

  @Override
  public Network build(Shape input, int classes) {
    Block block = depth < 50 ? Block.BASIC : Block.BOTTLENECK;
    ResidualGrowth growth =
        new ResidualGrowth(
            new NetworkBuilder("resnet" + depth, input),
            new ResidualGrowth.Kind(block, "downsample", false),
            init);
    growth.stem(64, 7, 2).halve();
    List<Integer> blocks = BLOCKS.getOrDefault(depth, List.of());
    for (int stage = 0; stage < blocks.size(); stage++) {
      growth.stage(blocks.get(stage), 64 << stage, stage == 0 ? 1 : 2);
    }
    return growth.readout("fc", classes);
  }

  /** What the providers of the five depths share. */
  abstract static class OfDepth implements ModelProvider {
    @Override
    public Optional<Shape> usualInput() {
      return Optional.of(Shape.of(3, 224, 224));
    }

    private final int depth;

    OfDepth(int depth) {
      this.depth = depth;
    }

    @Override
    public String name() {
      return "resnet" + depth;
    }

    @Override
    public String description() {
      return "Residual network of depth " + depth + " for ImageNet (He et al. 2016).";
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(WeightInit.setting());
    }

    @Override
    public Model create(Settings settings) {
      return new ResNet(depth, WeightInit.of(settings.text("init")));
    }
  }

  /** Makes {@code resnet18}. */
  public static final class Provider18 extends OfDepth {
    /** Called by the service loader. */
    public Provider18() {
      super(18);
    }
  }

  /** Makes {@code resnet34}. */
  public static final class Provider34 extends OfDepth {
    /** Called by the service loader. */
    public Provider34() {
      super(34);
    }
  }

  /** Makes {@code resnet50}. */
  public static final class Provider50 extends OfDepth {
    /** Called by the service loader. */
    public Provider50() {
      super(50);
    }
  }

  /** Makes {@code resnet101}. */
  public static final class Provider101 extends OfDepth {
    /** Called by the service loader. */
    public Provider101() {
      super(101);
    }
  }

  /** Makes {@code resnet152}. */
  public static final class Provider152 extends OfDepth {
    /** Called by the service loader. */
    public Provider152() {
      super(152);
    }
  }
}
