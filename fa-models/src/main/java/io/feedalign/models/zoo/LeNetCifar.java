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
 * BioTorch's LeNet for CIFAR (Albert Jiménez Sanfiz and Mohamed Akrout 2021): three 3x3
 * convolutions (32, 64, 128) without padding, each with ReLU, the first two with max pooling; then
 * a global average, 256 units and the classes. No batch norm.
 */
public record LeNetCifar(WeightInit init) implements Model {
  @Override
  public Network build(Shape input, int classes) {
    Geometry window = Geometry.square(3, 1, 0);
    Stack stack = Stack.on("lenet-cifar", input, init);
    stack.conv(32, window).relu().maxPool(2);
    stack.conv(64, window).relu().maxPool(2);
    stack.conv(128, window).relu().globalAverage();
    return stack.dense(256).relu().dense(classes).classify();
  }

  /** Makes it from {@code init}. */
  public static final class Provider implements ModelProvider {
    @Override
    public Optional<Shape> usualInput() {
      return Optional.of(Shape.of(3, 32, 32));
    }

    @Override
    public String name() {
      return "lenet-cifar";
    }

    @Override
    public String description() {
      return "BioTorch's LeNet for CIFAR: three 3x3 convolutions, global average, two dense layers.";
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(WeightInit.setting());
    }

    @Override
    public Model create(Settings settings) {
      return new LeNetCifar(WeightInit.of(settings.text("init")));
    }
  }
}
