package io.feedalign.datasets.image;

import io.feedalign.datasets.augment.Box;

/** Width and height in pixels. */
public record Size(int width, int height) {
  /** The whole picture. */
  public Box all() {
    return new Box(0, 0, height, width);
  }

  /** With width and height changed over. */
  Size turned() {
    return new Size(height, width);
  }

  /** With each side divided, rounded up. */
  public Size shrunk(int shrink) {
    return new Size((width + shrink - 1) / shrink, (height + shrink - 1) / shrink);
  }

  /**
   * The size whose shorter side is as given and whose longer side is in proportion, rounded down:
   * what torchvision's Resize makes of it.
   */
  public Size shorterSide(int side) {
    return width <= height
        ? new Size(side, (int) ((long) side * height / width))
        : new Size((int) ((long) side * width / height), side);
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
