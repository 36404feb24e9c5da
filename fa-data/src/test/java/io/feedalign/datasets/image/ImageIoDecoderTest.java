package io.feedalign.datasets.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.datasets.store.Sha256;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageIoDecoderTest {
  static Canvas decode(PictureDecoder decoder, byte[] bytes) throws BadPicture {
    Encoded encoded = PictureHeaderTest.encoded(bytes);
    PictureHeader header = PictureHeader.of(encoded);
    Canvas stored = new Canvas();
    decoder.decode(encoded, header, 1, stored);
    Canvas seen = new Canvas();
    Orientation.apply(header.orientation(), stored, seen);
    return seen;
  }

  private static Canvas decode(String name) throws BadPicture {
    try (PictureDecoder decoder = new ImageIoDecoder()) {
      return decode(decoder, Photos.resource(name));
    }
  }

  /** Digests of what Pillow 12.3.0 makes of these files (exif_transpose, convert('RGB')). */
  @ParameterizedTest
  @CsvSource({
    "/jpeg/cmyk-sample.jpg, 0f9e842f728c54b0",
    "/jpeg/cmyk-sample-no-icc.jpg, b3ddb8ff0c6c31c4",
    "/jpeg/exif-jpeg-thumbnail-sony-dsc-p150-inverted-colors.jpg, 3813b1d4f62c1e90",
    "/jpeg/exif-jfif-app13-app14ycck-3channel.jpg, d174e16a993abb63",
    "/jpeg/gray-sample.jpg, eec6375587eba715",
    "/jpeg/adobe-unknown-rgb-ids.jpg, e42f047c5a4ea5ae",
    "/jpeg/jfif-progressive-invalid-dht.jpg, 259d0b313b42d757",
    "/jpeg/cmm-exception-adobe-rgb.jpg, 8f30ea977d1fa616",
    "/jpeg/invalid-icc-single-chunk-bad-sequence-number.jpg, ce13a575ffc1072c",
    "/exif/Portrait_7.jpg, d14ab4bc45fbfe71",
    "/data/images/png/5/trns-gray.png, 2fa790acc6d9e2e7",
    "/data/images/png/5/trns-palette8.png, 82e2dadb5c2c508f",
    "/data/images/png/5/trns-rgb.png, 2fa790acc6d9e2e7",
    "/data/images/png/3/testImage.png, 5860a9826d5bba7e",
    "/data/images/png/4/buttons_level_menu_down.ipad.png, 56c47693e32b10b4",
    "/data/images/png/2/28569-4.png, c3b3990f3bbb6b70"
  })
  void oddFilesAreWhatPillowMakesOfThem(String name, String sha256) throws BadPicture {
    Canvas canvas = decode(name);
    int bytes = canvas.size().width() * canvas.size().height() * Canvas.CHANNELS;
    assertEquals(sha256, Sha256.of(Arrays.copyOf(canvas.rgb(), bytes)).substring(0, 16));
  }

  @Test
  void everyWayToHoldTheCameraShowsTheSamePicture() throws BadPicture {
    Canvas upright = decode("/exif/Landscape_1.jpg");
    for (int turn = 2; turn <= 8; turn++) {
      Canvas turned = decode("/exif/Landscape_" + turn + ".jpg");
      assertEquals(upright.size(), turned.size(), "orientation " + turn);
      // Each file was compressed on its own, and bears its number.
      assertEquals(0, distance(upright, turned), 6, "orientation " + turn);
    }
  }

  private static double distance(Canvas one, Canvas two) {
    int values = one.size().width() * one.size().height() * Canvas.CHANNELS;
    long sum = 0;
    for (int i = 0; i < values; i++) {
      sum += Math.abs((one.rgb()[i] & 0xff) - (two.rgb()[i] & 0xff));
    }
    return (double) sum / values;
  }

  @Test
  void aDamagedFileIsABadPictureAndNothingElse() throws BadPicture {
    byte[] whole = Photos.resource("/jpeg/jfif-16bit-dqt.jpg");
    try (PictureDecoder decoder = new ImageIoDecoder()) {
      byte[] first = decode(decoder, whole).rgb();
      for (int at = 2; at < whole.length; at += 29) {
        byte[] broken = whole.clone();
        broken[at] ^= 0x5a;
        try {
          decode(decoder, broken);
        } catch (BadPicture expected) {
          assertTrue(expected.what().length() > 5);
        }
      }
      assertArrayEquals(first, decode(decoder, whole).rgb(), "the decoder kept something");
      byte[] bogus = Photos.resource("/broken-jpeg/broken-bogus-segment-length.jpg");
      assertThrows(BadPicture.class, () -> decode(decoder, bogus));
    }
  }
}
