package io.feedalign.datasets.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.datasets.augment.Box;
import io.feedalign.datasets.image.turbo.TurboJpeg;
import io.feedalign.error.FaException;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurboJpegTest {
  /** Mean distance of what is decoded at a part of its size from what is scaled to it, in steps. */
  private static final double SHRUNK_TOLERANCE = 2;

  private PictureDecoder reference;
  private PictureDecoder turbo;

  @BeforeEach
  void open() {
    Optional<String> missing = TurboJpeg.missing();
    assumeTrue(missing.isEmpty(), () -> "libjpeg-turbo is absent: " + missing.orElse(""));
    reference = new ImageIoDecoder();
    turbo = new TurboJpeg(new ImageIoDecoder());
  }

  @AfterEach
  void close() {
    reference.close();
    turbo.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/jpeg/gray-sample.jpg",
        "/jpeg/cmyk-sample.jpg",
        "/jpeg/adobe-unknown-rgb-ids.jpg",
        "/jpeg/no-jfif-ycbcr.jpg",
        "/jpeg/exif-jfif-app13-app14ycck-3channel.jpg",
        "/jpeg/jfif-progressive-invalid-dht.jpg",
        "/jpeg/jfif-ycbcr-no-subsampling-intel.jpg",
        "/jpeg/invalid-icc-single-chunk-bad-sequence-number.jpg",
        "/exif/Portrait_6.jpg",
        "/data/images/png/3/testImage.png"
      })
  void bothDecodersAgreeToTheBit(String name) throws BadPicture {
    Canvas expected = ImageIoDecoderTest.decode(reference, Photos.resource(name));
    Canvas found = ImageIoDecoderTest.decode(turbo, Photos.resource(name));
    assertEquals(expected.size(), found.size());
    assertArrayEquals(bytes(expected), bytes(found));
  }

  private static byte[] bytes(Canvas canvas) {
    int length = canvas.size().width() * canvas.size().height() * Canvas.CHANNELS;
    return Arrays.copyOf(canvas.rgb(), length);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void shrunkDecodingShowsNearlyTheSameCut(int shrink) throws BadPicture {
    byte[] photo = Photos.resource("/exif/Landscape_1.jpg");
    Encoded encoded = PictureHeaderTest.encoded(photo);
    PictureHeader header = PictureHeader.of(encoded);
    Box box = new Box(101, 203, 901, 1307);
    Size to = new Size(60, 50);
    Canvas fine = new Canvas();
    Canvas coarse = new Canvas();
    assertEquals(1, reference.decode(encoded, header, shrink, fine));
    assertEquals(shrink, turbo.decode(encoded, header, shrink, coarse));
    assertEquals(new Size(1800, 1200).shrunk(shrink), coarse.size());
    byte[] expected = scale(View.of(fine.pixels(), box), to);
    byte[] found = scale(View.shrunk(coarse.pixels(), box, shrink), to);
    double sum = 0;
    for (int i = 0; i < found.length; i++) {
      sum += Math.abs((expected[i] & 0xff) - (found[i] & 0xff));
    }
    assertEquals(0, sum / found.length, SHRUNK_TOLERANCE);
  }

  private static byte[] scale(View view, Size to) {
    byte[] scaled = new byte[to.width() * to.height() * Canvas.CHANNELS];
    Resampler resampler = new Resampler();
    resampler.scale(view, to, to.all(), false);
    resampler.write(scaled);
    return scaled;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jpeg/jfif-ycbcr-no-subsampling-intel.jpg", "/exif/Landscape_1.jpg"})
  void aPartHasTheRowsOfTheWhole(String name) throws BadPicture {
    Encoded encoded = PictureHeaderTest.encoded(Photos.resource(name));
    PictureHeader header = PictureHeader.of(encoded);
    Canvas whole = new Canvas();
    reference.decode(encoded, header, 1, whole);
    int width = header.stored().width();
    int height = header.stored().height();
    Box part = new Box(height / 3, 5, height / 2, width / 2);
    Canvas found = new Canvas();
    turbo.decode(encoded, header, part, found);
    assertArrayEquals(
        part.of(whole.pixels()).copy().bytes(), part.of(found.pixels()).copy().bytes());
  }

  @Test
  void aDamagedFileIsABadPictureAndTheLastOneIsNotShownInstead() throws BadPicture {
    byte[] whole = Photos.resource("/jpeg/jfif-16bit-dqt.jpg");
    byte[] first = bytes(ImageIoDecoderTest.decode(turbo, whole));
    int refused = 0;
    for (int at = 2; at < 600; at += 23) {
      byte[] broken = whole.clone();
      broken[at] ^= 0x5a;
      try {
        ImageIoDecoderTest.decode(turbo, broken);
      } catch (BadPicture expected) {
        refused++;
      }
    }
    assertTrue(refused > 2, "refused " + refused);
    byte[] odd = Photos.resource("/jpeg/0x00-to-0xFF-between-segments.jpg");
    assertThrows(BadPicture.class, () -> ImageIoDecoderTest.decode(turbo, odd));
    assertArrayEquals(first, bytes(ImageIoDecoderTest.decode(turbo, whole)));
  }

  @Test
  void withoutNativesTheReferenceDecodesUnlessTurboWasAskedFor() {
    Optional<String> absent = Optional.of("no jniopencv_imgcodecs in java.library.path");
    try (PictureDecoder fallback = Decoders.turboOr("auto", absent).get()) {
      assertInstanceOf(ImageIoDecoder.class, fallback);
    }
    FaException error = assertThrows(FaException.class, () -> Decoders.turboOr("turbo", absent));
    assertTrue(error.getMessage().contains("no jniopencv_imgcodecs"), error.getMessage());
    try (PictureDecoder fast = Decoders.named("turbo").get()) {
      assertInstanceOf(TurboJpeg.class, fast);
    }
  }
}
