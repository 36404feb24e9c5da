package io.feedalign.models.zoo;

import io.feedalign.ir.Geometry;
import io.feedalign.models.init.WeightInit;
import io.feedalign.nn.Model;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.spi.ModelProvider;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import io.feedalign.tensor.Shape;
import java.util.Optional;

/**
 * AlexNet (Krizhevsky, Sutskever and Hinton 2012) on one device, as Krizhevsky 2014 and torchvision
 * have it: five convolutions of 64, 192, 384, 256 and 256 channels, then 4096, 4096 and the
 * classes, with dropout of one half. For 224x224 images: 61,100,840 parameters at 1000 classes.
 *
 * <p>Paths are torchvision's: {@code features.0}, {@code classifier.1}.
 *
 * @param bn batch norm before every ReLU, no bias before a batch norm and no dropout: what Xiao,
 *     Chen, Liao and Poggio 2018, "Biologically-plausible learning algorithms can scale to large
 *     datasets", trained
 */
public record AlexNet(boolean bn, WeightInit init) implements Model {
  private static final int WIDTH = 4096;

  @Override
  public Network build(Shape input, int classes) {
    Indexed net = new Indexed(new NetworkBuilder("alexnet", input), init);
    net.conv(64, Geometry.square(11, 4, 2), !bn).relu(bn).maxPool(3, 2);
    net.conv(192, Geometry.square(5, 1, 2), !bn).relu(bn).maxPool(3, 2);
    net.conv(384, Geometry.square(3, 1, 1), !bn).relu(bn);
    net.conv(256, Geometry.square(3, 1, 1), !bn).relu(bn);
    net.conv(256, Geometry.square(3, 1, 1), !bn).relu(bn).maxPool(3, 2);
    net.averageTo(6).section("classifier");
    hidden(hidden(net)).dense(classes, true);
    return net.classify();
  }

  private Indexed hidden(Indexed net) {
    return (bn ? net : net.dropout()).dense(WIDTH, !bn).relu(bn);
  }

  /** Makes it from {@code bn} and {@code init}. */
  public static final class Provider implements ModelProvider {
    @Override
    public Optional<Shape> usualInput() {
      return Optional.of(Shape.of(3, 224, 224));
    }

    @Override
    public String name() {
      return "alexnet";
    }

    @Override
    public String description() {
      return "AlexNet (Krizhevsky et al. 2012) as torchvision has it, for 224x224 images.";
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(
          Setting.flag("bn", false, "batch norm before every ReLU instead of dropout"),
          WeightInit.setting());
    }

    @Override
    public Model create(Settings settings) {
      return new AlexNet(settings.flag("bn"), WeightInit.of(settings.text("init")));
    }
  }
}
