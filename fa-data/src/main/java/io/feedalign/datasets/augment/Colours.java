package io.feedalign.datasets.augment;

/**
 * Changes of colour, in place in a copy without gaps, computed as torchvision computes them on byte
 * tensors: in single precision, cut off to whole bytes.
 */
final class Colours {
  private Colours() {}

  /** Blends with black. */
  static void brighten(Pixels image, double factor) {
    blendAll(image, 0, factor);
  }

  /** Blends with the mean grey. */
  static void contrast(Pixels image, double factor) {
    byte[] bytes = image.bytes();
    long sum = 0;
    for (int i = 0; i < bytes.length; i += image.channels()) {
      sum += image.channels() < 3 ? bytes[i] & 0xff : grey(bytes, i);
    }
    blendAll(image, (float) sum / (image.height() * image.width()), factor);
  }

  private static void blendAll(Pixels image, float with, double factor) {
    byte[] table = new byte[256];
    for (int value = 0; value < table.length; value++) {
      table[value] = blend(value, with, (float) factor, (float) (1 - factor));
    }
    byte[] bytes = image.bytes();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = table[bytes[i] & 0xff];
    }
  }

  /** Blends each pixel with its own grey. */
  static void saturate(Pixels image, double factor) {
    if (image.channels() < 3) {
      return;
    }
    byte[] bytes = image.bytes();
    float share = (float) factor;
    float rest = (float) (1 - factor);
    for (int i = 0; i < bytes.length; i += 3) {
      int grey = grey(bytes, i);
      bytes[i] = blend(bytes[i] & 0xff, grey, share, rest);
      bytes[i + 1] = blend(bytes[i + 1] & 0xff, grey, share, rest);
      bytes[i + 2] = blend(bytes[i + 2] & 0xff, grey, share, rest);
    }
  }

  /** Turns the hue of each pixel by a part of a whole turn. */
  static void turn(Pixels image, double part) {
    if (image.channels() < 3) {
      return;
    }
    byte[] bytes = image.bytes();
    float[] pixel = new float[3];
    for (int i = 0; i < bytes.length; i += 3) {
      pixel[0] = (bytes[i] & 0xff) / 255f;
      pixel[1] = (bytes[i + 1] & 0xff) / 255f;
      pixel[2] = (bytes[i + 2] & 0xff) / 255f;
      Hue.turn(pixel, (float) part);
      bytes[i] = (byte) (int) (pixel[0] * 255.999f);
      bytes[i + 1] = (byte) (int) (pixel[1] * 255.999f);
      bytes[i + 2] = (byte) (int) (pixel[2] * 255.999f);
    }
  }

  private static int grey(byte[] bytes, int at) {
    float red = 0.2989f * (bytes[at] & 0xff);
    float green = 0.587f * (bytes[at + 1] & 0xff);
    float blue = 0.114f * (bytes[at + 2] & 0xff);
    return (int) (red + green + blue);
  }

  private static byte blend(int value, float with, float share, float rest) {
    float mixed = share * value + rest * with;
    return (byte) (int) Math.max(0f, Math.min(255f, mixed));
  }
}
