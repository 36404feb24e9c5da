package io.feedalign.datasets.augment;

/**
 * The middle of an image. Where it cannot be quite in the middle, the place is torchvision's: half
 * of the surplus, rounded to the nearest whole number, and a half to the even one.
 *
 * @param height of the window, not above the image's
 * @param width of the window, not above the image's
 */
public record CentreCrop(int height, int width) implements Transform {

  @Override
  public Pixels apply(Pixels image, SampleDraw draw) {
    int top = (int) Math.rint((image.height() - height) / 2.0);
    int left = (int) Math.rint((image.width() - width) / 2.0);
    return image.crop(top, left, height, width);
  }
}
