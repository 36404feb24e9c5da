package io.feedalign.models.layer;

import io.feedalign.error.FaException;
import io.feedalign.tensor.Shape;
import java.util.List;

/** The shape checks that layers share, with what to do about a misfit. */
final class Inputs {
  private Inputs() {}

  /** The one input of a layer that reads one value. */
  static Shape only(String layer, List<Shape> inputs) {
    if (inputs.size() != 1) {
      throw FaException.user(
          layer
              + " reads one value, but is given "
              + inputs.size()
              + ". Join them with add first.");
    }
    return inputs.get(0);
  }

  /** The one input of a layer that reads images. */
  static Shape image(String layer, List<Shape> inputs) {
    Shape input = only(layer, inputs);
    if (input.rank() != 4) {
      throw FaException.user(
          layer
              + " reads images (C, H, W), but is given "
              + sample(input)
              + " per sample. Put it before flatten, global average and dense layers.");
    }
    return input;
  }

  /** The one input of a layer that works on each channel of rows or images. */
  static Shape channels(String layer, int channels, List<Shape> inputs) {
    Shape input = only(layer, inputs);
    boolean channelled = input.rank() == 2 || input.rank() == 4;
    if (!channelled || input.size(1) != channels) {
      throw FaException.user(
          layer
              + " over "
              + channels
              + " channels reads ("
              + channels
              + ") or ("
              + channels
              + ", H, W), but is given "
              + sample(input)
              + " per sample."
              + (channelled ? " Build it for " + input.size(1) + " channels." : ""));
    }
    return input;
  }

  /** A shape as its reader thinks of it: without the batch. */
  static Shape sample(Shape input) {
    return input.withoutBatch();
  }
}
