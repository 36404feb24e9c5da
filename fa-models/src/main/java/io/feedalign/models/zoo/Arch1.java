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
 * CIFAR architecture 1 of the sign-symmetry literature, for 24x24 crops: two 5x5 convolutions of 64
 * channels without padding, each with ReLU and max pooling, then 576-384-192-classes with ReLUs. No
 * batch norm.
 */
public record Arch1(WeightInit init) implements Model {
  @Override
  public Network build(Shape input, int classes) {
    Geometry window = Geometry.square(5, 1, 0);
    Stack stack = Stack.on("arch1", input, init);
    stack.conv(64, window).relu().maxPool(2);
    stack.conv(64, window).relu().maxPool(2);
    stack.flatten().dense(384).relu().dense(192).relu();
    return stack.dense(classes).classify();
  }

  /** Makes it from {@code init}. */
  public static final class Provider implements ModelProvider {
    @Override
    public Optional<Shape> usualInput() {
      return Optional.of(Shape.of(3, 24, 24));
    }

    @Override
    public String name() {
      return "arch1";
    }

    @Override
    public String description() {
      return "CIFAR architecture 1, for 24x24 crops: two 5x5 convolutions of 64, then 384 and 192 units.";
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(WeightInit.setting());
    }

    @Override
    public Model create(Settings settings) {
      return new Arch1(WeightInit.of(settings.text("init")));
    }
  }
}
