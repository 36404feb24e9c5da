package io.feedalign.datasets.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.datasets.augment.Pixels;
import io.feedalign.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormaliserTest {
  private static final List<Double> MEAN = List.of(.4914, .4822, .4465);
  private static final List<Double> STD = List.of(.2470, .2435, .2616);

  @Test
  void everyByteIsNormalisedByMeanAndDeviationOfItsChannel() {
    Pixels image = all(16, 16, 3);
    FloatBuffer written = FloatBuffer.allocate(800);
    new Normaliser(new Normalisation(MEAN, STD), 3).write(image, written, 10);
    for (int i = 0; i < 768; i++) {
      double expected = ((i % 256) / 255.0 - MEAN.get(i % 3)) / STD.get(i % 3);
      assertEquals((float) expected, written.get(10 + i));
    }
    assertEquals(0f, written.get(9));
    assertEquals(0f, written.get(10 + 768));
  }

  @Test
  void oneMeanServesAllChannels() {
    FloatBuffer written = FloatBuffer.allocate(768);
    new Normaliser(new Normalisation(0.286, 0.353), 3).write(all(16, 16, 3), written, 0);
    for (int i = 0; i < 768; i++) {
      assertEquals((float) (((i % 256) / 255.0 - 0.286) / 0.353), written.get(i));
    }
  }

  @Test
  void aWindowIsWrittenWithoutItsSurroundings() {
    Pixels window = all(16, 16, 1).crop(3, 5, 2, 4);
    FloatBuffer written = FloatBuffer.allocate(9);
    new Normaliser(new Normalisation(0, 1 / 255.0), 1).write(window, written, 0);
    float[] expected = {53, 54, 55, 56, 69, 70, 71, 72, 0};
    for (int i = 0; i < 9; i++) {
      assertEquals(expected[i], written.get(i), 1e-4f);
    }
  }

  @Test
  void imagesInMemoryAreFoundByTheirPosition() {
    byte[] bytes = new byte[2 * 24];
    bytes[24 + 5 * 3 + 1] = 42;
    ByteImages images = new ByteImages(bytes, new int[] {3, 1}, Shape.of(3, 2, 4));
    assertEquals(42, images.pixels(1).value(1, 1, 1));
    assertEquals(2, images.pixels(1).height());
    assertEquals(1, images.label(1));
    assertEquals(2, images.count());
  }

  private static Pixels all(int height, int width, int channels) {
    byte[] bytes = new byte[height * width * channels];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return Pixels.in(bytes, 0, height, width, channels);
  }
}
