package io.feedalign.bench.macro;

import io.feedalign.data.Batch;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.ir.Philox;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * What one writes without a library: ImageIO.read of a file as a bare JDK does it, a random part of
 * the picture drawn to a square by Graphics2D, and a loop over its pixels.
 *
 * @param files the pictures
 */
record PlainImageLoop(List<Path> files) {
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] STD = {0.229f, 0.224f, 0.225f};

  /** Fills a batch with the pictures from a place on. */
  void fill(Batch into, int first, int side) {
    BufferedImage square = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < into.size(); row++) {
      int picture = (first + row) % files.size();
      draw(read(files.get(picture)), picture, square);
      normalise(square, into.images(), row * side * side * 3);
    }
  }

  /** ImageIO.read(File), by the JDK's own reader even where plugins go before it. */
  private static BufferedImage read(Path file) {
    ImageReader reader = own();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in, true, true);
      return reader.read(0);
    } catch (IOException e) {
      throw new FaException(ErrorKind.RESOURCES, file + " cannot be read: " + e, e);
    } finally {
      reader.dispose();
    }
  }

  private static ImageReader own() {
    for (Iterator<ImageReader> all = ImageIO.getImageReadersByFormatName("jpeg"); all.hasNext(); ) {
      ImageReader reader = all.next();
      if (reader.getClass().getName().startsWith("com.sun.")) {
        return reader;
      }
    }
    throw FaException.resources("This Java reads no jpeg of itself; use one with java.desktop.");
  }

  /** A part of 8 to 100 % of the picture's area, of its own shape. */
  private static void draw(BufferedImage picture, int number, BufferedImage square) {
    float[] drawn = new float[4];
    Philox.uniforms(Philox.key(1, "plain"), number, 0, drawn, 4);
    double scale = Math.sqrt(0.08 + 0.92 * drawn[0]);
    int width = (int) (picture.getWidth() * scale);
    int height = (int) (picture.getHeight() * scale);
    int left = (int) (drawn[1] * (picture.getWidth() - width));
    int top = (int) (drawn[2] * (picture.getHeight() - height));
    Graphics2D graphics = square.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    int side = square.getWidth();
    graphics.drawImage(picture, 0, 0, side, side, left, top, left + width, top + height, null);
    graphics.dispose();
  }

  private static void normalise(BufferedImage square, FloatBuffer into, int start) {
    int at = start;
    for (int y = 0; y < square.getHeight(); y++) {
      for (int x = 0; x < square.getWidth(); x++) {
        int rgb = square.getRGB(x, y);
        for (int c = 0; c < 3; c++) {
          float value = (rgb >> (16 - 8 * c) & 0xff) / 255f;
          into.put(at++, (value - MEAN[c]) / STD[c]);
        }
      }
    }
  }
}
