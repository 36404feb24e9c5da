package io.feedalign.datasets.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.datasets.image.PictureHeader.Colours;
import io.feedalign.datasets.image.PictureHeader.Format;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureHeaderTest {
  static Encoded encoded(byte[] bytes) {
    Encoded encoded = new Encoded();
    encoded.set(bytes);
    return encoded;
  }

  private static PictureHeader read(byte[] bytes) throws BadPicture {
    return PictureHeader.of(encoded(bytes));
  }

  private static String refusal(byte[] bytes) {
    return assertThrows(BadPicture.class, () -> read(bytes)).what();
  }

  @ParameterizedTest
  @CsvSource({
    "/exif/Landscape_1.jpg, YCC, 1800, 1200, 1",
    "/exif/Landscape_6.jpg, YCC, 1200, 1800, 6",
    "/exif/Portrait_3.jpg, YCC, 1200, 1800, 3",
    "/jpeg/gray-sample.jpg, GREY, 386, 396, 1",
    "/jpeg/cmyk-sample-no-icc.jpg, CMYK, 114, 199, 1",
    "/jpeg/adobe-unknown-rgb-ids.jpg, RGB, 225, 156, 1",
    "/jpeg/no-jfif-ycbcr.jpg, YCC, 310, 206, 1",
    "/jpeg/0x00-to-0xFF-between-segments.jpg, YCC, 16, 16, 1"
  })
  void jpegsSayWhatTheyAre(String name, Colours colours, int width, int height, int turn)
      throws BadPicture {
    assertEquals(
        new PictureHeader(Format.JPEG, new Size(width, height), colours, turn),
        read(Photos.resource(name)));
  }

  @Test
  void aTurnedPictureIsSeenWithItsSidesChangedOver() throws BadPicture {
    assertEquals(new Size(1800, 1200), read(Photos.resource("/exif/Landscape_6.jpg")).seen());
  }

  @Test
  void hundredBytesCannotAskForFourBillionPixels() {
    byte[] huge = Photos.resource("/jpeg/jfif-16bit-dqt.jpg");
    int frame = frame(huge);
    for (int i = 3; i < 7; i++) {
      huge[frame + i + 2] = (byte) 0xff;
    }
    assertTrue(refusal(huge).startsWith("says that it has 65535x65535 pixels"), refusal(huge));
  }

  @Test
  void manyPixelsAreRefusedThoughEachSideIsAllowed() {
    byte[] png = Photos.resource("/data/images/png/3/testImage.png");
    ByteBuffer.wrap(png).putInt(16, 32_000).putInt(20, 32_000);
    assertTrue(refusal(png).contains("32000x32000"), refusal(png));
  }

  @Test
  void negativeAndNoPixelsAreRefused() {
    byte[] png = Photos.resource("/data/images/png/3/testImage.png");
    ByteBuffer.wrap(png).putInt(16, -5);
    assertTrue(refusal(png).startsWith("says that it has -5x"), refusal(png));
    ByteBuffer.wrap(png).putInt(16, 0);
    assertTrue(refusal(png).startsWith("says that it has 0x"), refusal(png));
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] whole = Photos.resource("/jpeg/jfif-16bit-dqt.jpg");
    for (int length = 0; length < whole.length - 1; length += 3) {
      refusal(Arrays.copyOf(whole, length));
    }
    byte[] png = Photos.resource("/data/images/png/5/trns-rgb.png");
    for (int length = 0; length < png.length - 12; length++) {
      refusal(Arrays.copyOf(png, length));
    }
  }

  @Test
  void kindsThatAreNotReadAreNamed() {
    assertTrue(refusal(Photos.resource("/jpeg-lossless/8_ls.jpg")).contains("lossless"));
    assertTrue(refusal("GIF89a and so on".getBytes()).contains("neither a JPEG nor a PNG"));
    byte[] deep = Photos.resource("/jpeg/jfif-16bit-dqt.jpg");
    deep[frame(deep) + 4] = 12;
    assertEquals("has 12 bits a channel; only 8 are read", refusal(deep));
  }

  /** Where the frame's marker is. */
  private static int frame(byte[] jpeg) {
    for (int i = 0; ; i++) {
      if ((jpeg[i] & 0xff) == 0xff
          && (jpeg[i + 1] & 0xff) >= 0xc0
          && (jpeg[i + 1] & 0xff) <= 0xc2) {
        return i;
      }
    }
  }
}
