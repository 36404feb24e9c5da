package io.feedalign.models.inline;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.error.Problem;
import io.feedalign.error.Problems;
import io.feedalign.models.init.WeightInit;
import io.feedalign.models.zoo.Stack;
import io.feedalign.nn.Layer;
import io.feedalign.nn.Model;
import io.feedalign.nn.Network;
import io.feedalign.spi.ModelProvider;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import io.feedalign.tensor.Shape;
import java.util.List;

/**
 * A network written as a list of layers, each reading the one before. Paths count by kind: {@code
 * conv1}, {@code relu1}, {@code conv2}. The last layer's output decides the number of classes.
 *
 * <pre>{@code
 * model:
 *   name: sequential
 *   input: [1, 28, 28]
 *   layers: [{conv: {out: 6, kernel: 5, pad: 2}}, relu, flatten, {dense: {out: 10}}]
 * }</pre>
 */
public final class Sequential implements Model {
  private final List<Integer> input;
  private final List<PlannedLayer> layers;
  private final WeightInit init;

  private Sequential(List<Integer> input, List<PlannedLayer> layers, WeightInit init) {
    this.input = input;
    this.layers = layers;
    this.init = init;
  }

  /**
   * The network.
   *
   * @param shape of one sample; must be the {@code input} that was written, if one was
   * @param classes is not needed: the last layer decides, and the experiment compares it with the
   *     data
   */
  @Override
  public Network build(Shape shape, int classes) {
    checkInput(shape);
    Stack stack = Stack.on("sequential", shape, init);
    for (PlannedLayer layer : layers) {
      stack.add(layer.kind().word(), make(layer, stack));
    }
    return stack.classify();
  }

  private void checkInput(Shape shape) {
    if (!input.isEmpty() && !shape.equals(shapeOf(input))) {
      throw FaException.user(
          "Model 'sequential' says input: "
              + input
              + ", but the data's samples are "
              + shape
              + ". Change or leave out 'input', or use other data.");
    }
  }

  private static Shape shapeOf(List<Integer> sizes) {
    return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
  }

  private Layer make(PlannedLayer layer, Stack stack) {
    try {
      return layer.kind().maker().make(layer.settings(), stack.shape(), init);
    } catch (FaException misfit) {
      String path = stack.nextPath(layer.kind().word());
      throw new FaException(
          ErrorKind.USER,
          "Layer '" + path + "' of 'sequential' (" + layer.place() + "): " + misfit.getMessage(),
          misfit);
    }
  }

  /** Makes it from {@code input}, {@code layers} and {@code init}. */
  public static final class Provider implements ModelProvider {
    @Override
    public String name() {
      return "sequential";
    }

    @Override
    public String description() {
      return "A network written as a list of layers in the experiment file.";
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(
          Setting.wholes(
              "input",
              List.of(),
              Setting.between(1, 1 << 20),
              "shape of one sample, [channels, height, width]; empty for the data's"),
          Setting.tree(
              "layers",
              null,
              "the layers from input to output, such as [flatten, {dense: {out: 10}}]"),
          WeightInit.setting());
    }

    @Override
    public Model create(Settings settings) {
      Problems problems = new Problems();
      List<Integer> input = settings.sizes("input");
      if (!input.isEmpty() && input.size() != 3) {
        problems.add("input", "is " + input + ", but must be [channels, height, width].");
      }
      List<PlannedLayer> layers = new LayerListReader(problems).read(settings.tree("layers"));
      problems.throwIfAny(Problem::toString);
      return new Sequential(input, layers, WeightInit.of(settings.text("init")));
    }
  }
}
