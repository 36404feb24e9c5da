package io.feedalign.datasets.augment;

/**
 * A window of an image at a random place, each equally likely, after black borders were added: the
 * random crop with padding of torchvision.
 *
 * @param pad pixels added on each side; 0 is a plain random crop
 * @param height of the window
 * @param width of the window
 */
public record PadAndCrop(int pad, int height, int width) implements Transform {
  private static final String PURPOSE = "augment/crop";

  @Override
  public Pixels apply(Pixels image, SampleDraw draw) {
    Chance chance = draw.about(PURPOSE);
    int top = chance.below(image.height() + 2 * pad - height + 1) - pad;
    int left = chance.below(image.width() + 2 * pad - width + 1) - pad;
    return window(image, top, left);
  }

  /** The window whose corner lies at a place that may be outside of the image. */
  private Pixels window(Pixels image, int top, int left) {
    int fromX = Math.max(0, left);
    int untilX = Math.min(image.width(), left + width);
    int fromY = Math.max(0, top);
    int untilY = Math.min(image.height(), top + height);
    if (untilX - fromX == width && untilY - fromY == height) {
      return image.crop(top, left, height, width);
    }
    Pixels window = Pixels.black(height, width, image.channels());
    int bytes = (untilX - fromX) * image.channels();
    for (int y = fromY; y < untilY && bytes > 0; y++) {
      int to = window.at(y - top, fromX - left);
      System.arraycopy(image.bytes(), image.at(y, fromX), window.bytes(), to, bytes);
    }
    return window;
  }
}
