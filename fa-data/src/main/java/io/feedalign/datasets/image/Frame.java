package io.feedalign.datasets.image;

import io.feedalign.datasets.augment.Box;
import io.feedalign.datasets.augment.RandomResizedCrop;
import io.feedalign.datasets.augment.SampleDraw;

/**
 * How a picture becomes an input: a box of it, scaled to some size, of which a window is seen.
 *
 * @param box what is cut from the picture, first
 * @param scaled the size that the box is scaled to
 * @param window the part of the scaled box that is wanted
 */
record Frame(Box box, Size scaled, Box window) {

  /** The middle square of a picture whose shorter side was scaled to a length. */
  static Frame middle(Size picture, int shorterSide, int side) {
    Size scaled = picture.shorterSide(shorterSide);
    // Half of the surplus, and half a pixel to the even side: as torchvision's CenterCrop.
    int top = (int) Math.rint((scaled.height() - side) / 2.0);
    int left = (int) Math.rint((scaled.width() - side) / 2.0);
    return new Frame(picture.all(), scaled, new Box(top, left, side, side));
  }

  /** A box of random area and shape, scaled to a square. */
  static Frame random(Size picture, RandomResizedCrop crop, SampleDraw draw) {
    Size scaled = new Size(crop.width(), crop.height());
    return new Frame(crop.choose(picture.height(), picture.width(), draw), scaled, scaled.all());
  }

  /**
   * By how much decoding may divide each side so that still no more pixels are asked for than there
   * are: 1, 2, 4 or 8.
   */
  int shrink() {
    int shrink = 1;
    while (shrink < 8
        && box.width() >= 2 * shrink * scaled.width()
        && box.height() >= 2 * shrink * scaled.height()) {
      shrink *= 2;
    }
    return shrink;
  }
}
