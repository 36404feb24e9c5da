package io.feedalign.models.layer;

import io.feedalign.error.FaException;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Geometry.Padding;
import io.feedalign.ir.Geometry.Pair;

/** The check that both poolings share. */
final class Windows {
  private Windows() {}

  static void checkPooling(String layer, Geometry geometry) {
    Pair kernel = geometry.kernel();
    Padding padding = geometry.padding();
    boolean high = Math.max(padding.top(), padding.bottom()) > kernel.h() / 2;
    boolean wide = Math.max(padding.left(), padding.right()) > kernel.w() / 2;
    if (high || wide || geometry.groups() != 1) {
      throw FaException.user(
          layer
              + " over "
              + kernel.h()
              + "x"
              + kernel.w()
              + " windows takes padding of at most "
              + kernel.h() / 2
              + "x"
              + kernel.w() / 2
              + " and no groups, but has "
              + padding
              + " and "
              + geometry.groups()
              + " groups.");
    }
  }
}
