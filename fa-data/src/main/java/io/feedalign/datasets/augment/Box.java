package io.feedalign.datasets.augment;

/**
 * A window of an image.
 *
 * @param top first row
 * @param left first column
 * @param height rows
 * @param width columns
 */
public record Box(int top, int left, int height, int width) {
  /** What the window shows; not a copy. */
  public Pixels of(Pixels image) {
    return image.crop(top, left, height, width);
  }
}
