package io.feedalign.datasets.image;

import java.util.Locale;

/**
 * What the first bytes of a picture say, read before any memory is taken for its pixels.
 *
 * @param format by its first bytes, whatever its name ends in
 * @param stored width and height as stored
 * @param colours what its channels are
 * @param orientation how it wants to be turned: 1 to 8 as in EXIF
 */
public record PictureHeader(Format format, Size stored, Colours colours, int orientation) {
  /** Longest side that is decoded. */
  public static final int MOST_SIDE = 32_768;

  /** Largest number of pixels that is decoded. */
  public static final long MOST_PIXELS = 64L << 20;

  /** The kinds of files. */
  public enum Format {
    JPEG,
    PNG
  }

  /** What the channels of a JPEG are; those of a PNG its reader knows. */
  public enum Colours {
    GREY,
    RGB,
    YCC,
    CMYK,
    YCCK
  }

  /**
   * Reads and checks a header.
   *
   * @throws BadPicture if it is no picture, or damaged, or of a kind that is not read, or too large
   */
  public static PictureHeader of(Encoded picture) throws BadPicture {
    PictureHeader header;
    if (JpegHeader.begins(picture)) {
      header = new JpegHeader(picture).read();
    } else if (PngHeader.begins(picture)) {
      header = PngHeader.read(picture);
    } else {
      throw new BadPicture("is neither a JPEG nor a PNG by its first bytes");
    }
    header.check();
    return header;
  }

  private void check() throws BadPicture {
    int width = stored.width();
    int height = stored.height();
    if (width < 1 || height < 1) {
      throw new BadPicture("says that it has " + stored + " pixels");
    }
    if (width > MOST_SIDE || height > MOST_SIDE || (long) width * height > MOST_PIXELS) {
      throw new BadPicture(
          String.format(
              Locale.ROOT,
              "says that it has %s pixels; at most %d a side and %d in all are decoded",
              stored,
              MOST_SIDE,
              MOST_PIXELS));
    }
  }

  /** Width and height as seen, once it is turned. */
  Size seen() {
    return Orientation.turns(orientation) ? stored.turned() : stored;
  }

  /** As if it did not say how it wants to be turned. */
  PictureHeader unturned() {
    return new PictureHeader(format, stored, colours, Orientation.UPRIGHT);
  }
}
