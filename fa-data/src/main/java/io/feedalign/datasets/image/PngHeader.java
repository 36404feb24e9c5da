package io.feedalign.datasets.image;

import io.feedalign.datasets.image.PictureHeader.Colours;
import io.feedalign.datasets.image.PictureHeader.Format;

/** The first chunk of a PNG file (ISO 15948), and whether the file has its last one. */
final class PngHeader {
  private static final int[] SIGNATURE = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int HEADER = 0x49484452;
  private static final int END = 0x49454e44;

  private PngHeader() {}

  static boolean begins(Encoded picture) throws BadPicture {
    for (int i = 0; i < SIGNATURE.length; i++) {
      if (i >= picture.length() || picture.at(i) != SIGNATURE[i]) {
        return false;
      }
    }
    return true;
  }

  static PictureHeader read(Encoded picture) throws BadPicture {
    int at = SIGNATURE.length;
    if (word(picture, at) != 13 || word(picture, at + 4) != HEADER) {
      throw new BadPicture("is a PNG that does not begin with its header");
    }
    int width = word(picture, at + 8);
    int height = word(picture, at + 12);
    requireEnd(picture, at);
    return new PictureHeader(Format.PNG, new Size(width, height), Colours.RGB, Orientation.UPRIGHT);
  }

  private static void requireEnd(Encoded picture, int first) throws BadPicture {
    long at = first;
    while (at + 12 <= picture.length()) {
      if (word(picture, (int) at + 4) == END) {
        return;
      }
      at += 12 + (word(picture, (int) at) & 0xffffffffL);
    }
    throw new BadPicture("is cut off: no end chunk in its " + picture.length() + " bytes");
  }

  private static int word(Encoded picture, int at) throws BadPicture {
    return picture.pair(at) << 16 | picture.pair(at + 2);
  }
}
