package io.feedalign.datasets.augment;

/**
 * An image of unsigned bytes in memory, row by row, the channels of a pixel side by side. It may be
 * a window of a larger image, so a crop costs nothing; nobody writes to an image he was given.
 */
public final class Pixels {
  private final byte[] bytes;
  private final int start;
  private final int rowBytes;
  private final int height;
  private final int width;
  private final int channels;

  private Pixels(byte[] bytes, int start, int rowBytes, int height, int width, int channels) {
    this.bytes = bytes;
    this.start = start;
    this.rowBytes = rowBytes;
    this.height = height;
    this.width = width;
    this.channels = channels;
  }

  /** The image that lies in an array from a place on, without gaps; not a copy. */
  public static Pixels in(byte[] bytes, int start, int height, int width, int channels) {
    return new Pixels(bytes, start, width * channels, height, width, channels);
  }

  /** A fresh black image. */
  public static Pixels black(int height, int width, int channels) {
    return in(new byte[height * width * channels], 0, height, width, channels);
  }

  /** A window of this image; not a copy. */
  public Pixels crop(int top, int left, int cropHeight, int cropWidth) {
    return new Pixels(bytes, at(top, left), rowBytes, cropHeight, cropWidth, channels);
  }

  /** A copy without gaps, which the caller may write to. */
  public Pixels copy() {
    Pixels copy = black(height, width, channels);
    for (int y = 0; y < height; y++) {
      System.arraycopy(bytes, at(y, 0), copy.bytes, copy.at(y, 0), width * channels);
    }
    return copy;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Pixels in a row. */
  public int width() {
    return width;
  }

  /** Bytes in a pixel. */
  public int channels() {
    return channels;
  }

  /** The array in which the image lies; not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where in the array the first channel of a pixel lies; the others follow it. */
  public int at(int y, int x) {
    return start + y * rowBytes + x * channels;
  }

  /** One value, from 0 to 255. */
  public int value(int y, int x, int channel) {
    return bytes[at(y, x) + channel] & 0xff;
  }
}
