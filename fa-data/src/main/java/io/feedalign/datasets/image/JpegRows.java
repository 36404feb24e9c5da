package io.feedalign.datasets.image;

/**
 * A JPEG of which only the first rows are decoded: a copy that says that it has no more of them,
 * and that ends before its end marker, so that a decoder passes over the rest in silence.
 *
 * <p>That works where one scan has all channels of each place together. The rows have the bits that
 * they have in the whole picture, since a row's colours depend on no more than the row of coarser
 * colours below it, and some rows to spare are decoded too.
 */
public final class JpegRows {
  private static final int SPARE = 4;
  private static final int BASELINE = 0xc0;
  private static final int EXTENDED = 0xc1;
  private static final int SCAN = 0xda;
  private static final int RESTARTS = 0xdd;
  private static final int END = 0xd9;

  private JpegRows() {}

  /** How many rows are to be decoded to see the first of all. */
  public static int enough(int rows, int all) {
    return Math.min(rows + SPARE, all);
  }

  /**
   * Where the file says how many rows there are; 0 if all have to be decoded.
   *
   * <p>The file's header was read before, and found well.
   */
  public static int place(Encoded picture) throws BadPicture {
    int at = 2;
    int place = 0;
    int channels = 0;
    while (picture.at(at) == 0xff) {
      int marker = picture.at(at + 1);
      if (marker == BASELINE || marker == EXTENDED) {
        place = at + 5;
        channels = picture.at(at + 9);
      } else if (marker == SCAN) {
        return picture.at(at + 4) == channels ? place : 0;
      } else if (marker == RESTARTS || marker < BASELINE) {
        return 0;
      }
      at += 2 + picture.pair(at + 2);
    }
    return 0;
  }

  /** Where the end marker is, and the file is to be cut. */
  public static int end(Encoded picture) {
    byte[] bytes = picture.bytes();
    int at = picture.length() - 2;
    while (at > 0 && (bytes[at] != (byte) 0xff || bytes[at + 1] != (byte) END)) {
      at--;
    }
    return at;
  }
}
