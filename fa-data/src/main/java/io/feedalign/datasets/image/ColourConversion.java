package io.feedalign.datasets.image;

import io.feedalign.datasets.image.PictureHeader.Colours;

/**
 * From the channels of a JPEG to red, green and blue, in the whole numbers of libjpeg.
 *
 * <p>CMYK is taken as Adobe stores it, inverted, and converted without colour profiles, as Pillow's
 * {@code convert('RGB')} does. Profiles of other pictures are ignored likewise.
 */
final class ColourConversion {
  private static final int HALF = 1 << 15;
  private static final int RED_OF_CR = fixed(1.40200);
  private static final int BLUE_OF_CB = fixed(1.77200);
  private static final int GREEN_OF_CR = fixed(0.71414);
  private static final int GREEN_OF_CB = fixed(0.34414);

  private ColourConversion() {}

  /**
   * Converts a row.
   *
   * @param samples the channels' bytes, pixel by pixel
   * @param into receives the pixels
   * @param at where the row begins in it
   */
  static void row(Colours colours, byte[] samples, int width, byte[] into, int at) {
    int channels = channels(colours);
    for (int x = 0; x < width; x++) {
      pixel(colours, samples, x * channels, into, at + x * Canvas.CHANNELS);
    }
  }

  /** How many channels there are. */
  static int channels(Colours colours) {
    return switch (colours) {
      case GREY -> 1;
      case RGB, YCC -> 3;
      case CMYK, YCCK -> 4;
    };
  }

  private static void pixel(Colours colours, byte[] from, int i, byte[] into, int at) {
    switch (colours) {
      case GREY -> {
        into[at] = from[i];
        into[at + 1] = from[i];
        into[at + 2] = from[i];
      }
      case RGB -> System.arraycopy(from, i, into, at, Canvas.CHANNELS);
      case YCC -> luminance(from, i, into, at);
      case CMYK -> {
        System.arraycopy(from, i, into, at, Canvas.CHANNELS);
        ink(from[i + 3] & 0xff, into, at);
      }
      case YCCK -> {
        luminance(from, i, into, at);
        for (int c = 0; c < Canvas.CHANNELS; c++) {
          into[at + c] = (byte) ~into[at + c];
        }
        ink(from[i + 3] & 0xff, into, at);
      }
    }
  }

  private static void luminance(byte[] from, int i, byte[] into, int at) {
    int y = from[i] & 0xff;
    int cb = (from[i + 1] & 0xff) - 128;
    int cr = (from[i + 2] & 0xff) - 128;
    into[at] = clip(y + ((RED_OF_CR * cr + HALF) >> 16));
    into[at + 1] = clip(y + ((HALF - GREEN_OF_CB * cb - GREEN_OF_CR * cr) >> 16));
    into[at + 2] = clip(y + ((BLUE_OF_CB * cb + HALF) >> 16));
  }

  /** Darkens what the three inks let through by what the black one lets through. */
  private static void ink(int black, byte[] into, int at) {
    for (int c = 0; c < Canvas.CHANNELS; c++) {
      int product = (255 - (into[at + c] & 0xff)) * black + 128;
      into[at + c] = clip(black - (((product >> 8) + product) >> 8));
    }
  }

  private static byte clip(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }

  private static int fixed(double factor) {
    return (int) (factor * 65536 + 0.5);
  }
}
