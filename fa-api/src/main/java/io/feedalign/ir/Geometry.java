package io.feedalign.ir;

import io.feedalign.error.FaException;
import io.feedalign.tensor.Shape;
import org.apiguardian.api.API;

/**
 * How a window slides over images: for convolutions and pooling.
 *
 * <p>{@code out = floor((in + before + after - dilation (kernel - 1) - 1) / stride) + 1} on each
 * axis.
 *
 * <pre>{@code
 * Geometry same = Geometry.square(3, 1, 1); // kernel, stride, padding
 * Shape output = same.outputShape(Shape.of(128, 3, 32, 32), 16); // [128x16x32x32]
 * Geometry depthwise = same.withGroups(3);
 * }</pre>
 *
 * @param kernel window size
 * @param stride step between windows
 * @param padding zeros (minus infinity for max pooling) put around the image
 * @param dilation distance between window elements; 1 is dense
 * @param groups into how many separate convolutions the channels are cut; 1 for pooling
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Geometry(Pair kernel, Pair stride, Padding padding, Pair dilation, int groups) {
  /** A size along height and width. */
  public record Pair(int h, int w) {
    /** The same size both ways. */
    public static Pair square(int size) {
      return new Pair(size, size);
    }
  }

  /** Elements added on each side. */
  public record Padding(int top, int left, int bottom, int right) {
    /** The same on all four sides. */
    public static Padding all(int size) {
      return new Padding(size, size, size, size);
    }
  }

  /** Checks that every number makes sense on its own. */
  public Geometry {
    boolean positive =
        kernel.h > 0 && kernel.w > 0 && stride.h > 0 && stride.w > 0 && dilation.h > 0;
    boolean whole = dilation.w > 0 && groups > 0 && padding.top >= 0 && padding.left >= 0;
    if (!positive || !whole || padding.bottom < 0 || padding.right < 0) {
      throw FaException.user(
          "A window needs kernel, stride, dilation and groups of at least 1 and padding of at"
              + " least 0, but this one is kernel "
              + kernel
              + ", stride "
              + stride
              + ", padding "
              + padding
              + ", dilation "
              + dilation
              + ", groups "
              + groups
              + ".");
    }
  }

  /** A square window, dense and ungrouped. */
  public static Geometry square(int kernel, int stride, int padding) {
    return new Geometry(
        Pair.square(kernel), Pair.square(stride), Padding.all(padding), Pair.square(1), 1);
  }

  /** The same window over channels cut into groups. */
  public Geometry withGroups(int count) {
    return new Geometry(kernel, stride, padding, dilation, count);
  }

  /** Output height for an input height. */
  public int outputHeight(int height) {
    int reach = dilation.h * (kernel.h - 1) + 1;
    return slide(height + padding.top + padding.bottom - reach, stride.h, height);
  }

  /** Output width for an input width. */
  public int outputWidth(int width) {
    int reach = dilation.w * (kernel.w - 1) + 1;
    return slide(width + padding.left + padding.right - reach, stride.w, width);
  }

  /** Output shape for an (N, C, H, W) input and a number of output channels. */
  public Shape outputShape(Shape input, int channels) {
    return Shape.of(
        input.size(0), channels, outputHeight(input.size(2)), outputWidth(input.size(3)));
  }

  private int slide(int room, int step, int size) {
    if (room < 0) {
      throw FaException.user(
          "A "
              + kernel.h
              + "x"
              + kernel.w
              + " window does not fit an image side of "
              + size
              + " with padding "
              + padding
              + ". Use a smaller kernel, more padding or a larger"
              + " image.");
    }
    return room / step + 1;
  }
}
