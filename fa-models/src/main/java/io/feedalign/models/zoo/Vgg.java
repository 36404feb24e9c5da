package io.feedalign.models.zoo;

import io.feedalign.error.FaException;
import io.feedalign.ir.Geometry;
import io.feedalign.models.init.WeightInit;
import io.feedalign.models.layer.GlobalAvgPoolLayer;
import io.feedalign.nn.Model;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.spi.ModelProvider;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The networks of Simonyan and Zisserman 2014, "Very deep convolutional networks for large-scale
 * image recognition": five stages of 3x3 convolutions with 64, 128, 256, 512 and 512 channels, each
 * followed by max pooling, and a classifier.
 *
 * <p>Paths are torchvision's: {@code features.0}, {@code classifier.3}.
 *
 * <pre>{@code
 * Network network = Vgg.ofDepth(16).build(Shape.of(3, 224, 224), 1000); // 138,357,544 parameters
 * }</pre>
 *
 * @param depth 11, 13, 16 or 19 layers with weights
 * @param bn batch norm before every ReLU of the stages
 */
public record Vgg(int depth, boolean bn, Head head, WeightInit init) implements Model {
  private static final Map<Integer, List<Integer>> CONVOLUTIONS =
      Map.of(
          11, List.of(1, 1, 2, 2, 2),
          13, List.of(2, 2, 2, 2, 2),
          16, List.of(2, 2, 3, 3, 3),
          19, List.of(2, 2, 4, 4, 4));
  private static final int WIDTH = 4096;
  private static final int SIDE = 7;

  /** What reads the features. */
  public enum Head {
    /** {@link #IMAGENET} where the features have 7x7 pixels or more, {@link #CIFAR} elsewhere. */
    AUTO,
    /** 4096, 4096 and the classes, with dropout of one half between: the published one. */
    IMAGENET,
    /** The mean of each channel, then 512 to the classes at path {@code classifier}. */
    CIFAR;

    /** The name in files. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the depth. */
  public Vgg {
    if (!CONVOLUTIONS.containsKey(depth)) {
      throw FaException.user("A VGG has a depth of 11, 13, 16 or 19, not " + depth + ".");
    }
  }

  /** The network of a depth, without batch norm, starting by He's distribution. */
  public static Vgg ofDepth(int depth) {
    return new Vgg(depth, false, Head.AUTO, WeightInit.HE_UNIFORM);
  }

  /** The name in files, such as {@code vgg11-bn}. */
  public String name() {
    return "vgg" + depth + (bn ? "-bn" : "");
  }

  @Override
  public Network build(Shape input, int classes) {
    Indexed net = new Indexed(new NetworkBuilder(name(), input), init);
    List<Integer> stages = CONVOLUTIONS.getOrDefault(depth, List.of());
    for (int stage = 0; stage < stages.size(); stage++) {
      for (int i = 0; i < stages.get(stage); i++) {
        net.conv(Math.min(64 << stage, 512), Geometry.square(3, 1, 1), true).relu(bn);
      }
      net.maxPool(2, 2);
    }
    if (cifar(net.shape())) {
      net.named("avgpool", new GlobalAvgPoolLayer());
      return net.named("classifier", net.denseLayer(classes)).classify();
    }
    net.averageTo(SIDE).section("classifier");
    net.dense(WIDTH, true).relu(false).dropout();
    return net.dense(WIDTH, true).relu(false).dropout().dense(classes, true).classify();
  }

  private boolean cifar(Shape features) {
    boolean small = Math.min(features.size(1), features.size(2)) < SIDE;
    return head == Head.CIFAR || (head == Head.AUTO && small);
  }

  /** What the providers of the eight share. */
  abstract static class OfDepth implements ModelProvider {
    @Override
    public Optional<Shape> usualInput() {
      return Optional.of(Shape.of(3, 224, 224));
    }

    private final int depth;
    private final boolean bn;

    OfDepth(int depth, boolean bn) {
      this.depth = depth;
      this.bn = bn;
    }

    @Override
    public String name() {
      return "vgg" + depth + (bn ? "-bn" : "");
    }

    @Override
    public String description() {
      return "VGG of depth "
          + depth
          + (bn ? " with batch norm" : "")
          + " (Simonyan and Zisserman 2014), for 224x224 or 32x32 images.";
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(
          Setting.choice(
              "head",
              List.of(Head.AUTO.key(), Head.IMAGENET.key(), Head.CIFAR.key()),
              "imagenet is 4096-4096-classes, cifar 512-classes, auto goes by the image's size"),
          WeightInit.setting());
    }

    @Override
    public Model create(Settings settings) {
      Head head = Head.valueOf(settings.text("head").toUpperCase(Locale.ROOT));
      return new Vgg(depth, bn, head, WeightInit.of(settings.text("init")));
    }
  }

  /** Makes {@code vgg11}. */
  public static final class Provider11 extends OfDepth {
    /** Called by the service loader. */
    public Provider11() {
      super(11, false);
    }
  }

  /** Makes {@code vgg11-bn}. */
  public static final class Provider11Bn extends OfDepth {
    /** Called by the service loader. */
    public Provider11Bn() {
      super(11, true);
    }
  }

  /** Makes {@code vgg13}. */
  public static final class Provider13 extends OfDepth {
    /** Called by the service loader. */
    public Provider13() {
      super(13, false);
    }
  }

  /** Makes {@code vgg13-bn}. */
  public static final class Provider13Bn extends OfDepth {
    /** Called by the service loader. */
    public Provider13Bn() {
      super(13, true);
    }
  }

  /** Makes {@code vgg16}. */
  public static final class Provider16 extends OfDepth {
    /** Called by the service loader. */
    public Provider16() {
      super(16, false);
    }
  }

  /** Makes {@code vgg16-bn}. */
  public static final class Provider16Bn extends OfDepth {
    /** Called by the service loader. */
    public Provider16Bn() {
      super(16, true);
    }
  }

  /** Makes {@code vgg19}. */
  public static final class Provider19 extends OfDepth {
    /** Called by the service loader. */
    public Provider19() {
      super(19, false);
    }
  }

  /** Makes {@code vgg19-bn}. */
  public static final class Provider19Bn extends OfDepth {
    /** Called by the service loader. */
    public Provider19Bn() {
      super(19, true);
    }
  }
}
