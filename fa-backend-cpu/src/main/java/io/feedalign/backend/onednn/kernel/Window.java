package io.feedalign.backend.onednn.kernel;

import io.feedalign.ir.Geometry;

/** A geometry in oneDNN's words: dilation 0 is dense. */
record Window(long[] kernel, long[] strides, long[] dilates, long[] before, long[] after) {
  static Window of(Geometry geometry) {
    Geometry.Padding padding = geometry.padding();
    return new Window(
        pair(geometry.kernel()),
        pair(geometry.stride()),
        new long[] {geometry.dilation().h() - 1L, geometry.dilation().w() - 1L},
        new long[] {padding.top(), padding.left()},
        new long[] {padding.bottom(), padding.right()});
  }

  private static long[] pair(Geometry.Pair pair) {
    return new long[] {pair.h(), pair.w()};
  }
}
