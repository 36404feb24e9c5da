package io.feedalign.datasets.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class ByteImagesTest {
  @Test
  void everyByteIsNormalisedByMeanAndDeviation() {
    byte[] pixels = new byte[256];
    for (int value = 0; value < 256; value++) {
      pixels[value] = (byte) value;
    }
    ByteImages images = new ByteImages(pixels, new int[] {3, 1}, new Normalisation(0.286, 0.353));
    FloatBuffer decoded = FloatBuffer.allocate(300);
    images.decode(1, decoded, 10);
    for (int value = 128; value < 256; value++) {
      double expected = (value / 255.0 - 0.286) / 0.353;
      assertEquals((float) expected, decoded.get(10 + value - 128));
    }
    assertEquals(0f, decoded.get(9));
    assertEquals(0f, decoded.get(10 + 128));
    assertEquals(1, images.label(1));
    assertEquals(2, images.count());
  }
}
