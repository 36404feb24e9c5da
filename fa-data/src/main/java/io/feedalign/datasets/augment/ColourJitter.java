package io.feedalign.datasets.augment;

/**
 * Brightness, contrast, saturation and hue changed at random, in random order: torchvision's {@code
 * ColorJitter}, on bytes.
 *
 * <p>The first three factors are uniform between {@code max(0, 1 - strength)} and {@code 1 +
 * strength}; the hue is turned by a uniform part of a whole turn, between {@code -hue} and {@code
 * hue}. A strength of 0 changes nothing. Grey images have neither saturation nor hue.
 *
 * @param brightness strength, at least 0
 * @param contrast strength, at least 0
 * @param saturation strength, at least 0
 * @param hue largest turn, from 0 to a half
 */
public record ColourJitter(double brightness, double contrast, double saturation, double hue)
    implements Transform {
  private static final String PURPOSE = "augment/colour";

  /** Whether images stay as they are. */
  public boolean idle() {
    return brightness == 0 && contrast == 0 && saturation == 0 && hue == 0;
  }

  @Override
  public Pixels apply(Pixels image, SampleDraw draw) {
    Chance chance = draw.about(PURPOSE);
    int[] order = order(chance);
    double[] amounts = {
      factor(brightness, chance),
      factor(contrast, chance),
      factor(saturation, chance),
      chance.between(-hue, hue)
    };
    Pixels changed = image.copy();
    for (int kind : order) {
      change(changed, kind, amounts[kind]);
    }
    return changed;
  }

  private static int[] order(Chance chance) {
    int[] order = {0, 1, 2, 3};
    for (int last = 3; last > 0; last--) {
      int other = chance.below(last + 1);
      int moved = order[last];
      order[last] = order[other];
      order[other] = moved;
    }
    return order;
  }

  private static double factor(double strength, Chance chance) {
    return chance.between(Math.max(0, 1 - strength), 1 + strength);
  }

  private void change(Pixels image, int kind, double amount) {
    switch (kind) {
      case 0:
        if (brightness > 0) {
          Colours.brighten(image, amount);
        }
        break;
      case 1:
        if (contrast > 0) {
          Colours.contrast(image, amount);
        }
        break;
      case 2:
        if (saturation > 0) {
          Colours.saturate(image, amount);
        }
        break;
      default:
        if (hue > 0) {
          Colours.turn(image, amount);
        }
    }
  }
}
