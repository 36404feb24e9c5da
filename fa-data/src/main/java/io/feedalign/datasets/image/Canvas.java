package io.feedalign.datasets.image;

import io.feedalign.datasets.augment.Box;
import io.feedalign.datasets.augment.Pixels;

/**
 * Memory for one decoded picture, red, green and blue bytes row by row, used again for the next.
 * For one thread.
 */
public final class Canvas {
  /** Bytes of a pixel. */
  public static final int CHANNELS = 3;

  private byte[] rgb = new byte[0];
  private int width;
  private int height;

  /** Makes room for a picture, of which nothing is kept from the last one. */
  public void resize(int newWidth, int newHeight) {
    int bytes = Math.toIntExact((long) newWidth * newHeight * CHANNELS);
    if (rgb.length < bytes) {
      rgb = new byte[bytes];
    }
    width = newWidth;
    height = newHeight;
  }

  /** The bytes; what comes after the last row is rubbish. */
  public byte[] rgb() {
    return rgb;
  }

  /** Width and height. */
  public Size size() {
    return new Size(width, height);
  }

  /** The picture as it is now; not a copy. */
  public Pixels pixels() {
    return Pixels.in(rgb, 0, height, width, CHANNELS);
  }

  /** The whole picture, ready to be scaled. */
  public View view() {
    return View.of(pixels(), new Box(0, 0, height, width));
  }
}
