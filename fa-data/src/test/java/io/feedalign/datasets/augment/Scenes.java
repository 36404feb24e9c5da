package io.feedalign.datasets.augment;

import java.util.Arrays;

/** Images for tests. */
final class Scenes {
  private Scenes() {}

  /** An image full of different values, the same at every call. */
  static Pixels lively(int height, int width, int channels) {
    byte[] bytes = new byte[height * width * channels];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 37 + 11 + i * i / 7);
    }
    return Pixels.in(bytes, 0, height, width, channels);
  }

  static Pixels flat(int height, int width, int channels, int value) {
    byte[] bytes = new byte[height * width * channels];
    Arrays.fill(bytes, (byte) value);
    return Pixels.in(bytes, 0, height, width, channels);
  }

  /** All values in order, as they would lie without gaps. */
  static int[] values(Pixels image) {
    int[] values = new int[image.height() * image.width() * image.channels()];
    int i = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        for (int c = 0; c < image.channels(); c++) {
          values[i++] = image.value(y, x, c);
        }
      }
    }
    return values;
  }

  static SampleDraw draw(int sample) {
    return new SampleDraw(7, 3, sample);
  }
}
