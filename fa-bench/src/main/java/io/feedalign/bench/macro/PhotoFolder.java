package io.feedalign.bench.macro;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.ir.Philox;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * A folder of two classes of JPEGs like photographs: smooth noise of all sizes of detail, three
 * channels that mostly go together, chroma subsampled, about 100 KB for 500x375 as in ImageNet.
 *
 * @param root the folder
 */
record PhotoFolder(Path root) {
  static final int WIDTH = 500;
  static final int HEIGHT = 375;
  private static final float QUALITY = 0.93f;
  private static final int COARSEST = 128;

  /** Writes a number of pictures. */
  void write(int count) {
    try {
      for (int i = 0; i < count; i++) {
        Path folder = Files.createDirectories(root.resolve(i % 2 == 0 ? "even" : "odd"));
        jpeg(photo(i), folder.resolve(String.format(Locale.ROOT, "p%05d.jpg", i)));
      }
    } catch (IOException e) {
      throw new FaException(ErrorKind.RESOURCES, "Pictures cannot be written: " + e, e);
    }
  }

  private static BufferedImage photo(int number) {
    float[][] channels = new float[3][];
    float[] shared = octaves(number, 0);
    for (int c = 0; c < 3; c++) {
      channels[c] = octaves(number, c + 1);
    }
    BufferedImage photo = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      int rgb = 0;
      for (int c = 0; c < 3; c++) {
        double value = 128 + 150 * shared[i] + 60 * channels[c][i];
        rgb = rgb << 8 | (int) Math.max(0, Math.min(255, value));
      }
      photo.setRGB(i % WIDTH, i / WIDTH, rgb);
    }
    return photo;
  }

  /**
   * Noise on grids from coarse to fine, each half as strong as the one before, in between linear.
   */
  private static float[] octaves(int number, int channel) {
    float[] sum = new float[WIDTH * HEIGHT];
    float strength = 0.5f;
    for (int step = COARSEST; step >= 1; step /= 2) {
      int columns = WIDTH / step + 2;
      float[] grid = new float[(columns * (HEIGHT / step + 2) + 3) / 4 * 4];
      long key = Philox.key(number, "photo/" + channel + "/" + step);
      Philox.uniforms(key, 0, 0, grid, grid.length);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += strength * (between(grid, columns, i, step) - 0.5f);
      }
      strength *= 0.78f;
    }
    return sum;
  }

  private static float between(float[] grid, int columns, int pixel, int step) {
    float x = (float) (pixel % WIDTH) / step;
    float y = (float) (pixel / WIDTH) / step;
    int at = (int) y * columns + (int) x;
    float right = x - (int) x;
    float down = y - (int) y;
    float upper = grid[at] + right * (grid[at + 1] - grid[at]);
    float lower = grid[at + columns] + right * (grid[at + columns + 1] - grid[at + columns]);
    return upper + down * (lower - upper);
  }

  private static void jpeg(BufferedImage photo, Path file) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    how.setCompressionQuality(QUALITY);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(photo, null, null), how);
    } finally {
      writer.dispose();
    }
  }
}
