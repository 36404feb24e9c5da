package io.feedalign.backend.onednn.kernel;

import io.feedalign.ir.Geometry;
import io.feedalign.ir.MaxPoolGrad;
import io.feedalign.tensor.Shape;

/**
 * Where in a channels-last image the winners of windows lie that don't overlap, band by band: a
 * band is one row of windows of one image, and in memory all elements up to the next row's.
 */
final class WinnerWalk {
  private final int images;
  private final int bands;
  private final int image;
  private final int down;
  private final int[] places;
  private final int[] offsets;

  private WinnerWalk(Geometry window, Shape x) {
    images = x.size(0);
    bands = window.outputHeight(x.size(2));
    int channels = x.size(1);
    int row = x.size(3) * channels;
    image = x.size(2) * row;
    down = window.stride().h() * row;
    places = new int[window.outputWidth(x.size(3)) * channels];
    for (int i = 0; i < places.length; i++) {
      places[i] = i / channels * window.stride().w() * channels + i % channels;
    }
    offsets = new int[window.kernel().h() * window.kernel().w()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = i / window.kernel().w() * row + i % window.kernel().w() * channels;
    }
  }

  /** That of an adjoint whose windows are {@link #apart}. */
  static WinnerWalk of(MaxPoolGrad op) {
    return new WinnerWalk(op.geometry(), op.input());
  }

  /** Whether each element belongs to one window at most, and each window to the image. */
  static boolean apart(Geometry window) {
    boolean dense = window.dilation().equals(Geometry.Pair.square(1));
    return dense
        && window.padding().equals(Geometry.Padding.all(0))
        && window.kernel().h() <= window.stride().h()
        && window.kernel().w() <= window.stride().w();
  }

  /** Bands of all images. */
  int count() {
    return images * bands;
  }

  /** Signals of a band. */
  int signals() {
    return places.length;
  }

  /** The element with which a band begins. */
  int start(int band) {
    return band / bands * image + band % bands * down;
  }

  /** The most elements of so many bands after each other. */
  int longest(int some) {
    int rest = image - bands * down;
    return some * down + (some + bands - 1) / bands * Math.max(rest, 0);
  }

  /** From a band's first element to the first of the window to which each of its signals goes. */
  int[] places() {
    return places;
  }

  /** From a window's first element to each of its elements, by the index that a choice is. */
  int[] offsets() {
    return offsets;
  }
}
