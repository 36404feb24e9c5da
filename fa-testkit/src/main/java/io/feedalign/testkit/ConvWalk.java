package io.feedalign.testkit;

import io.feedalign.ir.Geometry;
import io.feedalign.tensor.Shape;

/**
 * Every term of a convolution, seen as a trilinear form: which element of x meets which element of
 * w in which element of y.
 *
 * @param x shape (N, C, H, W)
 * @param w shape (O, C / groups, kh, kw)
 * @param y shape (N, O, P, Q)
 */
record ConvWalk(Geometry geometry, Shape x, Shape w, Shape y) {

  /** Is told the flat indices of one term. */
  @FunctionalInterface
  interface Visitor {
    void term(int x, int w, int y);
  }

  void each(Visitor visitor) {
    for (int element = 0; element < y.elements(); element++) {
      window(element, visitor);
    }
  }

  /** The terms of one output element, y[n, o, p, q]. */
  private void window(int element, Visitor visitor) {
    int n = Cells.along(y, 0, element);
    int o = Cells.along(y, 1, element);
    int top = Cells.along(y, 2, element) * geometry.stride().h() - geometry.padding().top();
    int left = Cells.along(y, 3, element) * geometry.stride().w() - geometry.padding().left();
    int group = o / (w.size(0) / geometry.groups());
    for (int c = 0; c < w.size(1); c++) {
      for (int i = 0; i < w.size(2); i++) {
        for (int j = 0; j < w.size(3); j++) {
          int row = top + i * geometry.dilation().h();
          int column = left + j * geometry.dilation().w();
          if (row >= 0 && row < x.size(2) && column >= 0 && column < x.size(3)) {
            int channel = group * w.size(1) + c;
            int pixel = ((n * x.size(1) + channel) * x.size(2) + row) * x.size(3) + column;
            int tap = ((o * w.size(1) + c) * w.size(2) + i) * w.size(3) + j;
            visitor.term(pixel, tap, element);
          }
        }
      }
    }
  }
}
