package io.feedalign.datasets.image;

import io.feedalign.datasets.augment.Box;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/** Real photographs and odd files, from the test jars of two image libraries. */
public final class Photos {
  /** Pictures in each of the four classes of {@link #folders}. */
  public static final int EACH = 8;

  private static final String[] SHOTS = {
    "/exif/Landscape_1.jpg",
    "/jpeg/jfif-jfif-and-exif-thumbnail-sharpshot-iphone.jpg",
    "/data/images/jpg/7/_DSC6099.jpg",
    "/jpeg/cmm-exception-srgb.jpg"
  };

  private static final Map<String, byte[]> FILES = files();

  private Photos() {}

  /** A file of the test jars. */
  public static byte[] resource(String name) {
    try (InputStream in = Photos.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A cut of a real photograph, as a file of the given kind. */
  public static byte[] cut(String shot, Box box, String format) {
    try {
      BufferedImage photo = ImageIO.read(new ByteArrayInputStream(resource(shot)));
      return cut(photo, box, format);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] cut(BufferedImage photo, Box box, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BufferedImage part = photo.getSubimage(box.left(), box.top(), box.width(), box.height());
    ImageIO.write(part, format, out);
    return out.toByteArray();
  }

  /** Writes four class folders of odd sizes, some of them PNG by content. */
  public static void folders(Path root) throws IOException {
    for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  private static Map<String, byte[]> files() {
    try {
      Map<String, byte[]> files = new LinkedHashMap<>();
      for (int shot = 0; shot < SHOTS.length; shot++) {
        BufferedImage photo = ImageIO.read(new ByteArrayInputStream(resource(SHOTS[shot])));
        for (int i = 0; i < EACH; i++) {
          Box box = new Box(11 * i, 17 * i + shot, 40 + 13 * i, 113 - 9 * i + shot);
          String name = "n0" + (shot * 7 + 3) + "/p" + i + ".JPEG";
          files.put(name, cut(photo, box, i == 3 ? "png" : "jpg"));
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
