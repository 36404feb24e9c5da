package io.feedalign.models.zoo;

import io.feedalign.models.init.WeightInit;
import io.feedalign.nn.Model;
import io.feedalign.nn.Network;
import io.feedalign.spi.ModelProvider;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * A multilayer perceptron: flatten, then dense and ReLU for each hidden width, then dense to the
 * classes. Layers are {@code dense1}, {@code relu1}, {@code dense2} and so on.
 *
 * @param widths sizes of the hidden layers; empty for softmax regression
 */
public record Mlp(List<Integer> widths, WeightInit init) implements Model {
  /** Copies the widths. */
  public Mlp {
    widths = List.copyOf(widths);
  }

  @Override
  public Network build(Shape input, int classes) {
    Stack stack = Stack.on("mlp", input, init).flatten();
    for (int width : widths) {
      stack.dense(width).relu();
    }
    return stack.dense(classes).classify();
  }

  /** Makes it from {@code widths} and {@code init}. */
  public static final class Provider implements ModelProvider {
    @Override
    public Optional<Shape> usualInput() {
      return Optional.of(Shape.of(1, 28, 28));
    }

    @Override
    public String name() {
      return "mlp";
    }

    @Override
    public String description() {
      return "A multilayer perceptron with ReLUs; 784-256-256-10 on MNIST-like data.";
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(
          Setting.wholes(
              "widths",
              List.of(256L, 256L),
              Setting.between(1, 1 << 20),
              "sizes of the hidden layers, in units"),
          WeightInit.setting());
    }

    @Override
    public Model create(Settings settings) {
      return new Mlp(settings.sizes("widths"), WeightInit.of(settings.text("init")));
    }
  }
}
