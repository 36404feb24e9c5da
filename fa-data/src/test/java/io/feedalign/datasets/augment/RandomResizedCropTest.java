package io.feedalign.datasets.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomResizedCropTest {
  private static final RandomResizedCrop PUBLISHED = new RandomResizedCrop(0.08, 1, 224, 224);

  @Test
  void windowsAreThoseOfTorchvisionsLoop() {
    for (int sample = 0; sample < 2000; sample++) {
      SampleDraw draw = Scenes.draw(sample);
      Box box = PUBLISHED.choose(375, 500, draw);
      assertArrayEquals(
          torchvision(375, 500, draw.about("augment/resized-crop")),
          new int[] {box.top(), box.left(), box.height(), box.width()});
    }
  }

  /** Written after get_params of torchvision 0.15's RandomResizedCrop, line by line. */
  private static int[] torchvision(int height, int width, Chance chance) {
    double area = height * width;
    double[] logRatio = {Math.log(3. / 4.), Math.log(4. / 3.)};
    for (int i = 0; i < 10; i++) {
      double targetArea = area * (0.08 + (1 - 0.08) * chance.uniform());
      double aspect = Math.exp(logRatio[0] + (logRatio[1] - logRatio[0]) * chance.uniform());
      int w = roundHalfEven(Math.sqrt(targetArea * aspect));
      int h = roundHalfEven(Math.sqrt(targetArea / aspect));
      if (0 < w && w <= width && 0 < h && h <= height) {
        return new int[] {chance.below(height - h + 1), chance.below(width - w + 1), h, w};
      }
    }
    throw new AssertionError("ten misses are as good as impossible at this size");
  }

  private static int roundHalfEven(double value) {
    double floor = Math.floor(value);
    double rest = value - floor;
    boolean up = rest > 0.5 || (rest == 0.5 && floor % 2 == 1);
    return (int) floor + (up ? 1 : 0);
  }

  @Test
  void areaAndShapeAreSpreadAsPublished() {
    double areas = 0;
    double logs = 0;
    int fallbacks = 0;
    for (int sample = 0; sample < 5000; sample++) {
      Box box = new RandomResizedCrop(0.08, 0.5, 1, 1).choose(1000, 1000, Scenes.draw(sample));
      double area = box.height() * box.width() / 1e6;
      double ratio = (double) box.width() / box.height();
      assertTrue(area > 0.079 && area < 0.501, "area " + area);
      assertTrue(ratio > 0.745 && ratio < 1.345, "ratio " + ratio);
      assertTrue(box.top() >= 0 && box.top() + box.height() <= 1000);
      assertTrue(box.left() >= 0 && box.left() + box.width() <= 1000);
      areas += area;
      logs += Math.log(ratio);
      fallbacks += box.height() == 1000 ? 1 : 0;
    }
    assertEquals(0.29, areas / 5000, 0.01);
    assertEquals(0, logs / 5000, 0.015);
    assertEquals(0, fallbacks);
  }

  /** Of an image far from any allowed shape, every try fails if the area must be nearly all. */
  @ParameterizedTest
  @CsvSource({"100, 1000, 0, 433, 100, 133", "1000, 100, 433, 0, 133, 100"})
  void whereNothingFitsTheLargestCentralWindowIsTaken(
      int height, int width, int top, int left, int boxHeight, int boxWidth) {
    Box box = new RandomResizedCrop(0.9, 1, 1, 1).choose(height, width, Scenes.draw(0));
    assertEquals(new Box(top, left, boxHeight, boxWidth), box);
  }

  @Test
  void anImageOfAllowedShapeIsItsOwnFallback() {
    // No rounding lets a window of more than the whole area fit.
    Box box = new RandomResizedCrop(4, 5, 1, 1).choose(30, 40, Scenes.draw(0));
    assertEquals(new Box(0, 0, 30, 40), box);
  }

  @Test
  void onePixelCanBeCropped() {
    Pixels seen = PUBLISHED.apply(Scenes.flat(1, 1, 3, 77), Scenes.draw(0));
    assertEquals(224, seen.height());
    assertEquals(77, seen.value(223, 223, 2));
  }
}
