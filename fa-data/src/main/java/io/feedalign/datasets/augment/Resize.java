package io.feedalign.datasets.augment;

import io.feedalign.datasets.augment.Taps.Axis;
import java.util.Arrays;

/**
 * An image in another size, by the bilinear filter that widens where it shrinks (antialiasing): the
 * numbers that Pillow computes, bit for bit, and torchvision with it.
 *
 * @param height of the result
 * @param width of the result
 */
public record Resize(int height, int width) implements Transform {
  private static final int HALF = 1 << (Taps.BITS - 1);

  @Override
  public Pixels apply(Pixels image, SampleDraw draw) {
    return of(image);
  }

  /** The resized image, for which nothing is drawn. */
  public Pixels of(Pixels image) {
    Pixels wide = image.width() == width ? image : across(image);
    return wide.height() == height ? wide : down(wide);
  }

  private Pixels across(Pixels image) {
    Taps taps = Taps.of(Axis.whole(image.width()), width, 0, width);
    Pixels out = Pixels.black(image.height(), width, image.channels());
    for (int y = 0; y < image.height(); y++) {
      int target = out.at(y, 0);
      for (int x = 0; x < width; x++) {
        int source = image.at(y, taps.first()[x]);
        for (int c = 0; c < image.channels(); c++) {
          out.bytes()[target++] = sum(image, source + c, taps, x);
        }
      }
    }
    return out;
  }

  private static byte sum(Pixels image, int start, Taps taps, int output) {
    int sum = HALF;
    int source = start;
    int tap = output * taps.most();
    int end = tap + taps.counts()[output];
    for (; tap < end; tap++) {
      sum += (image.bytes()[source] & 0xff) * taps.weights()[tap];
      source += image.channels();
    }
    return (byte) (sum >> Taps.BITS);
  }

  private Pixels down(Pixels image) {
    Taps taps = Taps.of(Axis.whole(image.height()), height, 0, height);
    Pixels out = Pixels.black(height, image.width(), image.channels());
    int[] sums = new int[image.width() * image.channels()];
    for (int y = 0; y < height; y++) {
      Arrays.fill(sums, HALF);
      for (int t = 0; t < taps.counts()[y]; t++) {
        int source = image.at(taps.first()[y] + t, 0);
        add(sums, image.bytes(), source, taps.weights()[y * taps.most() + t]);
      }
      int target = out.at(y, 0);
      for (int i = 0; i < sums.length; i++) {
        // Weights are positive and sum to one: no sum leaves the range of a byte.
        out.bytes()[target + i] = (byte) (sums[i] >> Taps.BITS);
      }
    }
    return out;
  }

  private static void add(int[] sums, byte[] bytes, int source, int weight) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += (bytes[source + i] & 0xff) * weight;
    }
  }
}
