package io.feedalign.datasets.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CifarSheetsTest {
  private static final CifarFormat FORMAT = new CifarFormat(1, 10);

  @TempDir Path folder;

  @Test
  void sheetsBecomeTheBinaryFilesTheyWereMadeOf() throws IOException {
    StringBuilder labels = new StringBuilder("[");
    for (int batch = 1; batch <= 5; batch++) {
      sheet("data_batch_" + batch, CifarBytes.records(FORMAT, 3 * batch, 3));
      for (int i = 0; i < 3; i++) {
        labels.append(labels.length() == 1 ? "" : ",").append((3 * batch + i) % 10);
      }
    }
    Files.writeString(folder.resolve("train_lables.json"), labels.append("]\n"));
    sheet("test_batch", CifarBytes.records(FORMAT, 8, 2));
    Files.writeString(folder.resolve("test_lables.json"), "[ 8, 9 ]");
    CifarSheets.convert(folder);
    for (int batch = 1; batch <= 5; batch++) {
      assertArrayEquals(
          CifarBytes.records(FORMAT, 3 * batch, 3),
          Files.readAllBytes(folder.resolve("data_batch_" + batch + ".bin")));
    }
    assertArrayEquals(
        CifarBytes.records(FORMAT, 8, 2), Files.readAllBytes(folder.resolve("test_batch.bin")));
  }

  @Test
  void aSheetOfAnotherKindIsRefused() throws IOException {
    save("narrow", new BufferedImage(1000, 2, BufferedImage.TYPE_INT_RGB));
    save("grey", new BufferedImage(1024, 2, BufferedImage.TYPE_BYTE_GRAY));
    save("long", new BufferedImage(1024, 3, BufferedImage.TYPE_INT_RGB));
    for (String name : new String[] {"narrow", "grey", "long"}) {
      IOException e =
          assertThrows(IOException.class, () -> CifarSheets.write(folder, name, new int[2], 0));
      assertEquals(
          name + ".png is no sheet of 32x32 colour pictures with a label for each row",
          e.getMessage());
    }
    Files.writeString(folder.resolve("text.png"), "no picture");
    IOException e =
        assertThrows(IOException.class, () -> CifarSheets.write(folder, "text", new int[2], 0));
    assertEquals("text.png is no PNG image", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "[1,2", "[]", "[1,,2]", "[1,x]", "{}", "[1.5]", "[9999999999]"})
  void whatIsNoListOfLabelsIsRefused(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("labels.json"), json);
    IOException e = assertThrows(IOException.class, () -> CifarSheets.labels(file));
    assertTrue(e.getMessage().startsWith("labels.json is no list"), e.getMessage());
  }

  /** Row y of the sheet is record y: its 1024 pixels, colour by colour. */
  private void sheet(String name, byte[] records) throws IOException {
    int count = records.length / 3073;
    BufferedImage sheet = new BufferedImage(1024, count, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < count; y++) {
      for (int x = 0; x < 1024; x++) {
        int at = y * 3073 + 1 + x;
        int rgb =
            (records[at] & 0xff) << 16
                | (records[at + 1024] & 0xff) << 8
                | records[at + 2048] & 0xff;
        sheet.setRGB(x, y, rgb);
      }
    }
    save(name, sheet);
  }

  private void save(String name, BufferedImage image) throws IOException {
    assertTrue(ImageIO.write(image, "png", folder.resolve(name + ".png").toFile()));
  }
}
