package io.feedalign.testkit;

import io.feedalign.ir.Geometry;
import io.feedalign.tensor.Shape;

/**
 * Every term of a convolution, seen as a trilinear form: which element of x meets which element of
 * w in which element of y. Terms come in runs along a row of y, which share their element of w.
 *
 * @param x shape (N, C, H, W)
 * @param w shape (O, C / groups, kh, kw)
 * @param y shape (N, O, P, Q)
 */
record ConvWalk(Geometry geometry, Shape x, Shape w, Shape y) {

  /**
   * Terms that follow each other.
   *
   * @param x flat index of the first; the next ones are {@code stride} further on each
   * @param w flat index, the same for all
   * @param y flat index of the first; the next ones are 1 further on each
   */
  record Run(int x, int stride, int w, int y, int count) {}

  /** Is told each run. */
  @FunctionalInterface
  interface Visitor {
    void run(Run terms);
  }

  void each(Visitor visitor) {
    for (int n = 0; n < y.size(0); n++) {
      for (int o = 0; o < y.size(1); o++) {
        for (int p = 0; p < y.size(2); p++) {
          row(n, o, p, visitor);
        }
      }
    }
  }

  /** The terms of one row of outputs, y[n, o, p, all]. */
  private void row(int n, int o, int p, Visitor visitor) {
    int top = p * geometry.stride().h() - geometry.padding().top();
    int group = o / (w.size(0) / geometry.groups());
    int out = ((n * y.size(1) + o) * y.size(2) + p) * y.size(3);
    for (int c = 0; c < w.size(1); c++) {
      for (int i = 0; i < w.size(2); i++) {
        int line = top + i * geometry.dilation().h();
        if (line >= 0 && line < x.size(2)) {
          int channel = group * w.size(1) + c;
          int pixels = ((n * x.size(1) + channel) * x.size(2) + line) * x.size(3);
          int taps = ((o * w.size(1) + c) * w.size(2) + i) * w.size(3);
          for (int j = 0; j < w.size(3); j++) {
            along(j, new Run(pixels, geometry.stride().w(), taps + j, out, y.size(3)), visitor);
          }
        }
      }
    }
  }

  /** The part of a row of outputs for which tap j of the kernel's row lies within the image. */
  private void along(int j, Run row, Visitor visitor) {
    int left = j * geometry.dilation().w() - geometry.padding().left();
    int stride = row.stride();
    int from = left >= 0 ? 0 : (stride - 1 - left) / stride;
    int last = x.size(3) - 1 - left;
    int to = last < 0 ? 0 : Math.min(row.count(), last / stride + 1);
    if (from < to) {
      int pixel = row.x() + left + from * stride;
      visitor.run(new Run(pixel, stride, row.w(), row.y() + from, to - from));
    }
  }
}
