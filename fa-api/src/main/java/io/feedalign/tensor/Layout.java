package io.feedalign.tensor;

import org.apiguardian.api.API;

/**
 * In which order the elements of a shape lie in memory. The logical order is always row-major.
 *
 * <pre>{@code
 * Layout images = Layout.ofActivation(Shape.of(128, 3, 32, 32)); // CHANNELS_LAST
 * Layout units = Layout.ofActivation(Shape.of(128, 10));         // ROW_MAJOR
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public enum Layout {
  /** The last axis varies fastest: parameters, matrices, vectors, scalars. */
  ROW_MAJOR,
  /** Logical (N, C, H, W) stored as (N, H, W, C): activations and signals of images. */
  CHANNELS_LAST;

  /**
   * The layout in which activations of this shape live: channels last for four axes, else
   * row-major.
   */
  public static Layout ofActivation(Shape shape) {
    return shape.rank() == 4 ? CHANNELS_LAST : ROW_MAJOR;
  }
}
