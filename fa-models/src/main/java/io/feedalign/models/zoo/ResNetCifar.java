package io.feedalign.models.zoo;

import io.feedalign.error.FaException;
import io.feedalign.ir.Geometry;
import io.feedalign.models.init.WeightInit;
import io.feedalign.models.layer.AddLayer;
import io.feedalign.models.layer.BatchNormLayer;
import io.feedalign.models.layer.Conv2dLayer;
import io.feedalign.models.layer.DenseLayer;
import io.feedalign.models.layer.GlobalAvgPoolLayer;
import io.feedalign.models.layer.PaddedShortcutLayer;
import io.feedalign.models.layer.ReluLayer;
import io.feedalign.models.layer.SoftmaxCrossEntropyHead;
import io.feedalign.nn.Model;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.spi.ModelProvider;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import io.feedalign.tensor.Shape;
import java.util.List;

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
    return new Growth(new NetworkBuilder("resnet" + depth, input)).network(classes);
  }

  /** One network while it grows. */
  private final class Growth {
    private final NetworkBuilder net;

    Growth(NetworkBuilder net) {
      this.net = net;
    }

    Network network(int classes) {
      int top =
          net.add(
              "relu1", new ReluLayer(), normalised("conv1", "bn1", conv(net.input(), 16, 3, 1)));
      for (int stage = 0; stage < 3; stage++) {
        for (int block = 0; block < (depth - 2) / 6; block++) {
          String path = "layer" + (stage + 1) + "." + block + ".";
          top = block(path, top, 16 << stage, stage > 0 && block == 0 ? 2 : 1);
        }
      }
      int means = net.add("gap", new GlobalAvgPoolLayer(), top);
      DenseLayer readout = DenseLayer.of(net.shapeOf(means).size(0), classes).starting(init);
      return net.build(net.add("linear", readout, means), new SoftmaxCrossEntropyHead());
    }

    private int block(String path, int input, int channels, int stride) {
      int first = normalised(path + "conv1", path + "bn1", conv(input, channels, 3, stride));
      int relu = net.add(path + "relu1", new ReluLayer(), first);
      int second = normalised(path + "conv2", path + "bn2", conv(relu, channels, 3, 1));
      int side = stride == 1 ? input : shortcut(path + "shortcut", input, channels);
      int sum = net.add(path + "add", new AddLayer(), second, side);
      return net.add(path + "relu2", new ReluLayer(), sum);
    }

    private int shortcut(String path, int input, int channels) {
      if (shortcut == Shortcut.A) {
        int in = net.shapeOf(input).size(0);
        return net.add(path, new PaddedShortcutLayer(in, channels, 2), input);
      }
      return normalised(path + ".0", path + ".1", conv(input, channels, 1, 2));
    }

    private Planned conv(int input, int channels, int kernel, int stride) {
      Geometry geometry = Geometry.square(kernel, stride, kernel / 2);
      int in = net.shapeOf(input).size(0);
      return new Planned(
          input, Conv2dLayer.of(in, channels, geometry).withoutBias().starting(init));
    }

    private int normalised(String conv, String norm, Planned planned) {
      int driven = net.add(conv, planned.layer, planned.input);
      return net.add(norm, BatchNormLayer.of(planned.layer.out()), driven);
    }
  }

  /** A convolution and the handle that it will read. */
  private record Planned(int input, Conv2dLayer layer) {}

  /** What the providers of the five depths share. */
  interface OfDepth extends ModelProvider {
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
