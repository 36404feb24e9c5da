package io.feedalign.models.zoo;

import io.feedalign.error.FaException;
import io.feedalign.models.init.WeightInit;
import io.feedalign.models.zoo.ResidualGrowth.Block;
import io.feedalign.nn.Model;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.spi.ModelProvider;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * The residual networks for CIFAR of He, Zhang, Ren and Sun 2016, "Deep residual learning for image
 * recognition", section 4.2: a 3x3 convolution, three stages of (depth - 2) / 6 basic blocks with
 * 16, 32 and 64 channels, a global average and a dense layer.
 *
 * <p>Paths are those of the usual PyTorch code: {@code conv1}, {@code bn1}, {@code layer1.0.conv1},
 * {@code layer2.0.shortcut.0} (option B), {@code linear}.
 *
 * <pre>{@code
 * Network network = ResNetCifar.ofDepth(20).build(Shape.of(3, 32, 32), 10);
 * }</pre>
 *
 * @param depth 6 n + 2, such as 20, 32, 44, 56 or 110
 * @param shortcut what joins a block's input to its output where their shapes differ
 */
public record ResNetCifar(int depth, Shortcut shortcut, WeightInit init) implements Model {
  /** What joins a block's input to its output where their shapes differ. */
  public enum Shortcut {
    /** Every second pixel, padded with zero channels: no parameters. */
    A,
    /** A 1x1 convolution and batch norm: a synapse like any other. */
    B
  }

  /** Checks the depth. */
  public ResNetCifar {
    if (depth < 8 || (depth - 2) % 6 != 0) {
      throw FaException.user(
          "A CIFAR ResNet has a depth of 6 n + 2, such as 20, 32, 44, 56 or 110, not "
              + depth
              + ".");
    }
  }

  /** The network of a depth, with option A, starting by He's distribution. */
  public static ResNetCifar ofDepth(int depth) {
    return new ResNetCifar(depth, Shortcut.A, WeightInit.HE_UNIFORM);
  }

  @Override
  public Network build(Shape input, int classes) {
    ResidualGrowth growth =
        new ResidualGrowth(
            new NetworkBuilder("resnet" + depth, input),
            new ResidualGrowth.Kind(Block.BASIC, "shortcut", shortcut == Shortcut.A),
            init);
    growth.stem(16, 3, 1);
    for (int stage = 0; stage < 3; stage++) {
      growth.stage((depth - 2) / 6, 16 << stage, stage == 0 ? 1 : 2);
    }
    return growth.readout("linear", classes);
  }

  /** What the providers of the five depths share. */
  interface OfDepth extends ModelProvider {
    @Override
    default Optional<Shape> usualInput() {
      return Optional.of(Shape.of(3, 32, 32));
    }

    int depth();

    @Override
    default String name() {
      return "resnet" + depth();
    }

    @Override
    default String description() {
      return "Residual network of depth " + depth() + " for CIFAR (He et al. 2016).";
    }

    @Override
    default SettingsSpec settings() {
      return SettingsSpec.of(
          Setting.choice(
              "option",
              List.of("A", "B"),
              "shortcuts where shapes differ: A pads with zero channels, B is a 1x1 convolution"),
          WeightInit.setting());
    }

    @Override
    default Model create(Settings settings) {
      Shortcut shortcut = Shortcut.valueOf(settings.text("option"));
      return new ResNetCifar(depth(), shortcut, WeightInit.of(settings.text("init")));
    }
  }

  /** Makes {@code resnet20}. */
  public static final class Provider20 implements OfDepth {
    @Override
    public int depth() {
      return 20;
    }
  }

  /** Makes {@code resnet32}. */
  public static final class Provider32 implements OfDepth {
    @Override
    public int depth() {
      return 32;
    }
  }

  /** Makes {@code resnet44}. */
  public static final class Provider44 implements OfDepth {
    @Override
    public int depth() {
      return 44;
    }
  }

  /** Makes {@code resnet56}. */
  public static final class Provider56 implements OfDepth {
    @Override
    public int depth() {
      return 56;
    }
  }

  /** Makes {@code resnet110}. */
  public static final class Provider110 implements OfDepth {
    @Override
    public int depth() {
      return 110;
    }
  }
}
