package io.feedalign.datasets.image;

/** The one tag of an EXIF segment that matters here: how the picture wants to be turned. */
final class Exif {
  private static final int ORIENTATION = 0x0112;
  private static final int SHORT = 3;

  private final Encoded picture;
  private final int start;
  private final int end;
  private final boolean small;

  private Exif(Encoded picture, int start, int end) throws BadPicture {
    this.picture = picture;
    this.start = start;
    this.end = end;
    this.small = picture.at(start) == 'I';
  }

  /**
   * The orientation, 1 to 8; 1 if the tag is not there or makes no sense, since a picture with
   * broken remarks is still a picture.
   *
   * @param start where the TIFF header is
   * @param end behind the segment
   */
  static int orientation(Encoded picture, int start, int end) throws BadPicture {
    if (start + 8 > end) {
      return Orientation.UPRIGHT;
    }
    Exif exif = new Exif(picture, start, end);
    int found = exif.find(exif.word(start + 4));
    return found >= 1 && found <= 8 ? found : Orientation.UPRIGHT;
  }

  private int find(int directory) throws BadPicture {
    if (directory < 8 || directory > end - start - 2) {
      return Orientation.UPRIGHT;
    }
    int entries = pair(start + directory);
    int at = start + directory + 2;
    for (int i = 0; i < entries && at + 12 <= end; i++, at += 12) {
      if (pair(at) == ORIENTATION && pair(at + 2) == SHORT) {
        return pair(at + 8);
      }
    }
    return Orientation.UPRIGHT;
  }

  private int pair(int at) throws BadPicture {
    return small ? picture.at(at) | picture.at(at + 1) << 8 : picture.pair(at);
  }

  private int word(int at) throws BadPicture {
    return small ? pair(at) | pair(at + 2) << 16 : pair(at) << 16 | pair(at + 2);
  }
}
