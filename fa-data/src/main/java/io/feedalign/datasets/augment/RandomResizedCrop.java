package io.feedalign.datasets.augment;

/**
 * A window of random area and shape, resized: the crop with which Szegedy et al. (2015) trained, as
 * torchvision draws it. Ten windows are tried; if none fits, it is the largest central one whose
 * shape is allowed.
 *
 * @param minArea least part of the image's area
 * @param maxArea largest part of the image's area
 * @param height of the result
 * @param width of the result
 */
public record RandomResizedCrop(double minArea, double maxArea, int height, int width)
    implements Transform {
  /** Width by height of the narrowest window. */
  public static final double NARROWEST = 3.0 / 4;

  /** Width by height of the widest window. */
  public static final double WIDEST = 4.0 / 3;

  private static final String PURPOSE = "augment/resized-crop";
  private static final int TRIES = 10;

  @Override
  public Pixels apply(Pixels image, SampleDraw draw) {
    Pixels window = choose(image.height(), image.width(), draw).of(image);
    return new Resize(height, width).apply(window, draw);
  }

  /** The window of an image of this size; for whoever can decode no more than that. */
  public Box choose(int imageHeight, int imageWidth, SampleDraw draw) {
    Chance chance = draw.about(PURPOSE);
    double area = (double) imageHeight * imageWidth;
    for (int tries = 0; tries < TRIES; tries++) {
      double target = area * chance.between(minArea, maxArea);
      double ratio = Math.exp(chance.between(Math.log(NARROWEST), Math.log(WIDEST)));
      int boxWidth = (int) Math.rint(Math.sqrt(target * ratio));
      int boxHeight = (int) Math.rint(Math.sqrt(target / ratio));
      if (boxWidth > 0 && boxWidth <= imageWidth && boxHeight > 0 && boxHeight <= imageHeight) {
        int top = chance.below(imageHeight - boxHeight + 1);
        int left = chance.below(imageWidth - boxWidth + 1);
        return new Box(top, left, boxHeight, boxWidth);
      }
    }
    return central(imageHeight, imageWidth);
  }

  private static Box central(int imageHeight, int imageWidth) {
    double ratio = (double) imageWidth / imageHeight;
    int boxWidth = imageWidth;
    int boxHeight = imageHeight;
    if (ratio < NARROWEST) {
      boxHeight = (int) Math.rint(imageWidth / NARROWEST);
    } else if (ratio > WIDEST) {
      boxWidth = (int) Math.rint(imageHeight * WIDEST);
    }
    return new Box((imageHeight - boxHeight) / 2, (imageWidth - boxWidth) / 2, boxHeight, boxWidth);
  }
}
