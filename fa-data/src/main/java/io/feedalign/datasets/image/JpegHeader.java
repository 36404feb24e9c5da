package io.feedalign.datasets.image;

import io.feedalign.datasets.image.PictureHeader.Colours;
import io.feedalign.datasets.image.PictureHeader.Format;

/**
 * The segments of a JPEG file up to its first scan (ITU-T T.81), and whether the file has an end.
 *
 * <p>What the channels are is decided as libjpeg decides it: by the JFIF and Adobe segments, and
 * without them by the components' names.
 */
final class JpegHeader {
  private static final int START = 0xd8;
  private static final int END = 0xd9;
  private static final int SCAN = 0xda;
  private static final int JFIF = 0xe0;
  private static final int EXIF = 0xe1;
  private static final int ADOBE = 0xee;

  private static final int MOST_SCANS = 100;

  private final Encoded picture;
  private Size size = new Size(0, 0);
  private int[] components = {};
  private boolean jfif;
  private boolean progressive;
  private int adobe = -1;
  private int orientation = Orientation.UPRIGHT;

  JpegHeader(Encoded picture) {
    this.picture = picture;
  }

  static boolean begins(Encoded picture) throws BadPicture {
    return picture.length() > 2 && picture.pair(0) == 0xff00 + START;
  }

  PictureHeader read() throws BadPicture {
    int at = 2;
    while (true) {
      while (picture.at(at) != 0xff || picture.at(at + 1) == 0 || picture.at(at + 1) == 0xff) {
        at++; // libjpeg looks for the next marker too
      }
      int marker = picture.at(at + 1);
      at += 2;
      if (marker == END) {
        throw new BadPicture("ends at byte " + at + " without any picture in it");
      }
      if (marker == SCAN) {
        requireEnd(at);
        if (progressive) {
          limitScans(at);
        }
        return header();
      }
      boolean alone = marker == 1 || (marker >= 0xd0 && marker <= START);
      if (!alone) {
        int length = picture.pair(at);
        if (length < 2) {
          throw new BadPicture("has a segment of length " + length + " at byte " + at);
        }
        segment(marker, at + 2, at + length);
        at += length;
      }
    }
  }

  private PictureHeader header() throws BadPicture {
    if (components.length == 0) {
      throw new BadPicture("has pixels before it says how many");
    }
    return new PictureHeader(Format.JPEG, size, colours(), orientation);
  }

  private void segment(int marker, int start, int end) throws BadPicture {
    boolean tables = marker == 0xc4 || marker == 0xc8 || marker == 0xcc;
    if (marker >= 0xc0 && marker <= 0xcf && !tables) {
      frame(marker, start, end);
    } else if (marker == JFIF && says(start, end, "JFIF\0")) {
      jfif = true;
    } else if (marker == EXIF && says(start, end, "Exif\0")) {
      orientation = Exif.orientation(picture, start + 6, Math.min(end, picture.length()));
    } else if (marker == ADOBE && end - start >= 12 && says(start, end, "Adobe")) {
      adobe = picture.at(start + 11);
    }
  }

  private void frame(int marker, int start, int end) throws BadPicture {
    if (components.length > 0) {
      throw new BadPicture("says twice how large it is");
    }
    if (marker > 0xc2) {
      throw new BadPicture(
          "is a JPEG of a kind that is not read ("
              + kind(marker)
              + "); convert it to a common one");
    }
    if (picture.at(start) != 8) {
      throw new BadPicture("has " + picture.at(start) + " bits a channel; only 8 are read");
    }
    progressive = marker == 0xc2;
    size = new Size(picture.pair(start + 3), picture.pair(start + 1));
    int count = picture.at(start + 5);
    if ((count != 1 && count != 3 && count != 4) || start + 6 + 3 * count > end) {
      throw new BadPicture("has " + count + " channels; 1, 3 and 4 are read");
    }
    components = new int[count];
    for (int i = 0; i < count; i++) {
      components[i] = picture.at(start + 6 + 3 * i);
    }
  }

  private static String kind(int marker) {
    return (marker & 3) == 3 ? "lossless" : marker > 0xc8 ? "arithmetic coding" : "hierarchical";
  }

  private Colours colours() {
    if (components.length == 1) {
      return Colours.GREY;
    }
    if (components.length == 4) {
      return adobe < 0 || adobe == 0 ? Colours.CMYK : Colours.YCCK;
    }
    if (jfif) {
      return Colours.YCC;
    }
    boolean named = components[0] == 'R' && components[1] == 'G' && components[2] == 'B';
    return adobe == 0 || (adobe < 0 && named) ? Colours.RGB : Colours.YCC;
  }

  private boolean says(int start, int end, String word) throws BadPicture {
    for (int i = 0; i < word.length(); i++) {
      if (start + i >= end || picture.at(start + i) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Every scan of a progressive JPEG goes over all of its pixels, and takes a few bytes. */
  private void limitScans(int from) throws BadPicture {
    int scans = 1;
    for (int i = from; i + 1 < picture.length(); i++) {
      if (picture.bytes()[i] == (byte) 0xff && picture.bytes()[i + 1] == (byte) SCAN) {
        scans++;
      }
    }
    if (scans > MOST_SCANS) {
      throw new BadPicture("has " + scans + " scans; at most " + MOST_SCANS + " are decoded");
    }
  }

  /** A decoder would paint what is missing grey and say nothing. */
  private void requireEnd(int from) throws BadPicture {
    byte[] bytes = picture.bytes();
    for (int i = picture.length() - 2; i >= from; i--) {
      if (bytes[i] == (byte) 0xff && bytes[i + 1] == (byte) END) {
        return;
      }
    }
    throw new BadPicture("is cut off: no end marker in its " + picture.length() + " bytes");
  }
}
