package io.feedalign.datasets.pipeline;

import io.feedalign.datasets.augment.Transform;
import io.feedalign.tensor.Shape;
import java.util.List;

/**
 * How a network sees stored images.
 *
 * @param learning changes images for learning, at random perhaps
 * @param scoring changes images for scoring, always in the same way
 * @param normalisation from the changed bytes to numbers
 * @param shape (C, H, W) of an image after either change
 */
public record View(
    Transform learning, Transform scoring, Normalisation normalisation, Shape shape) {
  private static final Transform NONE = Transform.inOrder(List.of());

  /** Images as they are, normalised. */
  public static View plain(Normalisation normalisation, Shape shape) {
    return new View(NONE, NONE, normalisation, shape);
  }
}
