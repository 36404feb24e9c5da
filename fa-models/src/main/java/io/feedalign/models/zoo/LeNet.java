package io.feedalign.models.zoo;

import io.feedalign.ir.Geometry;
import io.feedalign.models.init.WeightInit;
import io.feedalign.nn.Model;
import io.feedalign.nn.Network;
import io.feedalign.spi.ModelProvider;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import io.feedalign.tensor.Shape;
import java.util.Optional;

/**
 * LeNet-5 (LeCun, Bottou, Bengio, Haffner 1998) as it is taught today, with ReLUs and max pooling:
 * two 5x5 convolutions (6 padded by 2, then 16), then 120, 84 and the classes. Meant for 28x28 grey
 * images: 61,706 parameters at ten classes.
 */
public record LeNet(WeightInit init) implements Model {
  @Override
  public Network build(Shape input, int classes) {
    Stack stack = Stack.on("lenet", input, init);
    stack.conv(6, Geometry.square(5, 1, 2)).relu().maxPool(2);
    stack.conv(16, Geometry.square(5, 1, 0)).relu().maxPool(2);
    stack.flatten().dense(120).relu().dense(84).relu();
    return stack.dense(classes).classify();
  }

  /** Makes it from {@code init}. */
  public static final class Provider implements ModelProvider {
    @Override
    public Optional<Shape> usualInput() {
      return Optional.of(Shape.of(1, 28, 28));
    }

    @Override
    public String name() {
      return "lenet";
    }

    @Override
    public String description() {
      return "LeNet-5 (LeCun et al. 1998) with ReLUs and max pooling, for 28x28 grey images.";
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(WeightInit.setting());
    }

    @Override
    public Model create(Settings settings) {
      return new LeNet(WeightInit.of(settings.text("init")));
    }
  }
}
