package io.feedalign.datasets.augment;

/** Red, green and blue by way of hue, saturation and value (Smith 1978), as torchvision has it. */
final class Hue {
  private Hue() {}

  /**
   * Turns the hue of one pixel.
   *
   * @param pixel red, green and blue from 0 to 1
   * @param part of a whole turn
   */
  static void turn(float[] pixel, float part) {
    float red = pixel[0];
    float green = pixel[1];
    float blue = pixel[2];
    float most = Math.max(red, Math.max(green, blue));
    float range = most - Math.min(red, Math.min(green, blue));
    if (range == 0) {
      return;
    }
    float sixth;
    if (most == red) {
      sixth = (most - blue) / range - (most - green) / range;
    } else if (most == green) {
      sixth = 2 + (most - red) / range - (most - blue) / range;
    } else {
      sixth = 4 + (most - green) / range - (most - red) / range;
    }
    float hue = wrap(wrap(sixth / 6 + 1) + part);
    paint(pixel, hue, range / most, most);
  }

  /** A number between -1 and 2 without its whole turns: the operator % is tens of times slower. */
  private static float wrap(float turns) {
    return turns >= 1 ? turns - 1 : turns < 0 ? turns + 1 : turns;
  }

  private static void paint(float[] pixel, float hue, float saturation, float value) {
    int sector = (int) (hue * 6);
    float beyond = hue * 6 - sector;
    float low = clamp(value * (1 - saturation));
    float falling = clamp(value * (1 - saturation * beyond));
    float rising = clamp(value * (1 - saturation * (1 - beyond)));
    switch (sector % 6) {
      case 0:
        set(pixel, value, rising, low);
        break;
      case 1:
        set(pixel, falling, value, low);
        break;
      case 2:
        set(pixel, low, value, rising);
        break;
      case 3:
        set(pixel, low, falling, value);
        break;
      case 4:
        set(pixel, rising, low, value);
        break;
      default:
        set(pixel, value, low, falling);
    }
  }

  private static void set(float[] pixel, float red, float green, float blue) {
    pixel[0] = red;
    pixel[1] = green;
    pixel[2] = blue;
  }

  private static float clamp(float value) {
    return Math.max(0f, Math.min(1f, value));
  }
}
