package io.feedalign.datasets.augment;

import java.util.List;

/**
 * A square painted over (DeVries and Taylor 2017): its middle is any pixel, so that at the border
 * less of it is seen.
 *
 * @param side of the square, in pixels
 * @param colour what it is painted with, from 0 to 1, channel by channel (or one value for all);
 *     the data's mean makes it nothing to the network
 */
public record Cutout(int side, List<Double> colour) implements Transform {
  private static final String PURPOSE = "augment/cutout";

  /** Copies the list. */
  public Cutout {
    colour = List.copyOf(colour);
  }

  @Override
  public Pixels apply(Pixels image, SampleDraw draw) {
    Chance chance = draw.about(PURPOSE);
    int top = chance.below(image.height()) - side / 2;
    int left = chance.below(image.width()) - side / 2;
    Pixels cut = image.copy();
    for (int y = Math.max(0, top); y < Math.min(image.height(), top + side); y++) {
      for (int x = Math.max(0, left); x < Math.min(image.width(), left + side); x++) {
        for (int c = 0; c < image.channels(); c++) {
          cut.bytes()[cut.at(y, x) + c] = paint(c);
        }
      }
    }
    return cut;
  }

  private byte paint(int channel) {
    return (byte) Math.round(255 * colour.get(Math.min(channel, colour.size() - 1)));
  }
}
