package io.feedalign.datasets.image;

/** Turns pixels as EXIF asks for: 1 is upright, 2 to 8 are mirrored and turned by quarters. */
final class Orientation {
  static final int UPRIGHT = 1;

  private Orientation() {}

  /** Whether width and height change over. */
  static boolean turns(int orientation) {
    return orientation >= 5;
  }

  /** Writes the picture as it wants to be seen into another place. */
  static void apply(int orientation, Canvas stored, Canvas seen) {
    Size size = turns(orientation) ? stored.size().turned() : stored.size();
    seen.resize(size.width(), size.height());
    int to = 0;
    for (int y = 0; y < size.height(); y++) {
      for (int x = 0; x < size.width(); x++) {
        int from = Canvas.CHANNELS * source(orientation, stored, x, y);
        seen.rgb()[to++] = stored.rgb()[from];
        seen.rgb()[to++] = stored.rgb()[from + 1];
        seen.rgb()[to++] = stored.rgb()[from + 2];
      }
    }
  }

  /** Index of the stored pixel that is seen at x, y. */
  private static int source(int orientation, Canvas stored, int x, int y) {
    int right = stored.size().width() - 1;
    int bottom = stored.size().height() - 1;
    int column =
        switch (orientation) {
          case 2, 3 -> right - x;
          case 5, 6 -> y;
          case 7, 8 -> right - y;
          default -> x;
        };
    int row =
        switch (orientation) {
          case 3, 4 -> bottom - y;
          case 5, 8 -> x;
          case 6, 7 -> bottom - x;
          default -> y;
        };
    return row * (right + 1) + column;
  }
}
