package io.feedalign.datasets.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The pixels of a decoded PNG as bytes: palettes looked up, grey expanded, sixteen bits cut to
 * eight, transparency dropped (as Pillow's {@code convert('RGB')} does), no colour management.
 */
final class PngPixels {
  private PngPixels() {}

  static void of(BufferedImage image, Canvas into) {
    Raster raster = image.getRaster();
    ColorModel model = image.getColorModel();
    into.resize(image.getWidth(), image.getHeight());
    int[] row = new int[image.getWidth() * raster.getNumBands()];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, image.getWidth(), 1, row);
      for (int x = 0; x < image.getWidth(); x++) {
        for (int c = 0; c < Canvas.CHANNELS; c++) {
          into.rgb()[at++] = channel(model, row, x, raster.getNumBands(), c);
        }
      }
    }
  }

  private static byte channel(ColorModel model, int[] row, int x, int bands, int channel) {
    if (model instanceof IndexColorModel) {
      int colour = ((IndexColorModel) model).getRGB(row[x]);
      return (byte) (colour >> (16 - 8 * channel));
    }
    int band = bands < Canvas.CHANNELS ? 0 : channel;
    int bits = model.getComponentSize(band);
    int value = row[x * bands + band];
    return (byte) (bits > 8 ? value >> (bits - 8) : value * 255 / ((1 << bits) - 1));
  }
}
