package io.feedalign.testkit;

import io.feedalign.ir.Geometry;
import io.feedalign.tensor.Shape;
import java.util.Arrays;

/**
 * Which elements of an image (N, C, H, W) each pooling window covers.
 *
 * @param x shape of the image
 * @param y shape of the pooled image, one element per window
 */
record PoolWalk(Geometry geometry, Shape x, Shape y) {

  /** Is told a window and the flat indices of the pixels in it, in row-major order. */
  @FunctionalInterface
  interface Visitor {
    void window(int y, int[] pixels);
  }

  void each(Visitor visitor) {
    int element = 0;
    for (int plane = 0; plane < y.size(0) * y.size(1); plane++) {
      for (int p = 0; p < y.size(2); p++) {
        for (int q = 0; q < y.size(3); q++) {
          visitor.window(element++, pixels(plane, p, q));
        }
      }
    }
  }

  /** The pixels of a window that are not padding. */
  private int[] pixels(int plane, int p, int q) {
    Geometry g = geometry;
    int[] pixels = new int[g.kernel().h() * g.kernel().w()];
    int count = 0;
    for (int i = 0; i < g.kernel().h(); i++) {
      for (int j = 0; j < g.kernel().w(); j++) {
        int row = p * g.stride().h() - g.padding().top() + i * g.dilation().h();
        int column = q * g.stride().w() - g.padding().left() + j * g.dilation().w();
        if (row >= 0 && row < x.size(2) && column >= 0 && column < x.size(3)) {
          pixels[count++] = (plane * x.size(2) + row) * x.size(3) + column;
        }
      }
    }
    return Arrays.copyOf(pixels, count);
  }
}
