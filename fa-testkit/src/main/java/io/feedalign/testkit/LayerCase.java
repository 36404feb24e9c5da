package io.feedalign.testkit;

import io.feedalign.nn.Layer;
import io.feedalign.tensor.Shape;
import java.util.List;

/**
 * A layer together with inputs that it should take.
 *
 * @param name for the test report
 * @param inputs shapes with their batch axis, one per slot; small, since every element is varied
 */
public record LayerCase(String name, Layer layer, List<Shape> inputs) {

  /** Copies the shapes. */
  public LayerCase {
    inputs = List.copyOf(inputs);
  }

  /** A layer of one input. */
  public static LayerCase of(String name, Layer layer, int... input) {
    return new LayerCase(name, layer, List.of(Shape.of(input)));
  }

  @Override
  public String toString() {
    return name + " " + inputs;
  }
}
