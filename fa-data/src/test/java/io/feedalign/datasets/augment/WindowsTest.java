package io.feedalign.datasets.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Crops, paddings, flips and squares painted over, against loops that look at each pixel. */
class WindowsTest {
  private static final Pixels IMAGE = Scenes.lively(6, 9, 3);

  @Test
  void everyPaddedCropIsAWindowOfThePaddedImage() {
    PadAndCrop crop = new PadAndCrop(2, 5, 7);
    int[][] places = new int[6][7];
    for (int sample = 0; sample < 6 * 7 * 200; sample++) {
      int[] seen = Scenes.values(crop.apply(IMAGE, Scenes.draw(sample)));
      int place = place(seen, 2, 5, 7);
      places[place / 7][place % 7]++;
    }
    for (int[] row : places) {
      for (int count : row) {
        assertEquals(200, count, 6 * Math.sqrt(200), "each place is equally likely");
      }
    }
  }

  /** Which window of the padded image these are: row of the corner times 7 plus its column. */
  private static int place(int[] seen, int pad, int height, int width) {
    for (int top = 0; top <= IMAGE.height() + 2 * pad - height; top++) {
      for (int left = 0; left <= IMAGE.width() + 2 * pad - width; left++) {
        if (Arrays.equals(seen, padded(top - pad, left - pad, height, width))) {
          return top * 7 + left;
        }
      }
    }
    throw new AssertionError("no window of the padded image");
  }

  private static int[] padded(int top, int left, int height, int width) {
    int[] window = new int[height * width * 3];
    for (int i = 0; i < window.length; i++) {
      int y = top + i / 3 / width;
      int x = left + i / 3 % width;
      boolean inside = y >= 0 && y < IMAGE.height() && x >= 0 && x < IMAGE.width();
      window[i] = inside ? IMAGE.value(y, x, i % 3) : 0;
    }
    return window;
  }

  @Test
  void aCropThatSeesOnlyTheBorderIsBlack() {
    PadAndCrop crop = new PadAndCrop(5, 2, 2);
    int black = 0;
    for (int sample = 0; sample < 300; sample++) {
      Pixels seen = crop.apply(Scenes.flat(3, 3, 1, 9), Scenes.draw(sample));
      int sum = Arrays.stream(Scenes.values(seen)).sum();
      assertTrue(sum % 9 == 0 && sum <= 36);
      black += sum == 0 ? 1 : 0;
    }
    assertTrue(black > 200);
  }

  @Test
  void theCentreIsTorchvisions() {
    assertArrayEquals(padded(1, 2, 4, 5), centre(4, 5));
    assertArrayEquals(padded(0, 0, 6, 9), centre(6, 9));
    // Half a pixel goes to the even place: (6 - 5) / 2 to 0, (9 - 6) / 2 to 2.
    assertArrayEquals(padded(0, 2, 5, 6), centre(5, 6));
  }

  private static int[] centre(int height, int width) {
    return Scenes.values(new CentreCrop(height, width).apply(IMAGE, Scenes.draw(0)));
  }

  @Test
  void aFlipExchangesLeftAndRightHalfOfTheTime() {
    int flipped = 0;
    for (int sample = 0; sample < 4000; sample++) {
      Pixels seen = new Flip().apply(IMAGE, Scenes.draw(sample));
      if (seen != IMAGE) {
        flipped++;
        assertMirrored(seen);
      }
    }
    assertEquals(2000, flipped, 6 * Math.sqrt(1000));
  }

  private static void assertMirrored(Pixels seen) {
    for (int y = 0; y < IMAGE.height(); y++) {
      for (int x = 0; x < IMAGE.width(); x++) {
        for (int c = 0; c < 3; c++) {
          assertEquals(IMAGE.value(y, IMAGE.width() - 1 - x, c), seen.value(y, x, c));
        }
      }
    }
  }

  @Test
  void aWindowIsFlippedAsACopyOfItWouldBe() {
    Pixels window = IMAGE.crop(1, 2, 3, 4);
    for (int sample = 0; sample < 20; sample++) {
      SampleDraw draw = Scenes.draw(sample);
      assertArrayEquals(
          Scenes.values(new Flip().apply(window.copy(), draw)),
          Scenes.values(new Flip().apply(window, draw)));
    }
  }

  @Test
  void cutoutPaintsOneSquareThatTheBorderCuts() {
    Cutout cutout = new Cutout(4, List.of(1.0, 0.5, 0.0));
    int[] areas = new int[17];
    for (int sample = 0; sample < 2000; sample++) {
      Pixels cut = cutout.apply(IMAGE, Scenes.draw(sample));
      int area = 0;
      for (int y = 0; y < 6; y++) {
        for (int x = 0; x < 9; x++) {
          boolean painted = cut.value(y, x, 0) == 255 && cut.value(y, x, 1) == 128;
          area += painted && cut.value(y, x, 2) == 0 ? 1 : 0;
          assertTrue(painted || cut.value(y, x, 0) == IMAGE.value(y, x, 0), "the rest stays");
        }
      }
      areas[area]++;
    }
    // The middle is any of 54 pixels; 3 rows x 6 columns of them show the whole square.
    assertEquals(2000 * 18 / 54.0, areas[16], 130);
    assertEquals(0, areas[0] + areas[1] + areas[2] + areas[3], "a corner shows at least 2x2");
  }

  @Test
  void nothingIsDoneInPlace() {
    int[] before = Scenes.values(IMAGE);
    for (Transform each :
        List.of(
            new PadAndCrop(2, 5, 7),
            new CentreCrop(3, 3),
            new Flip(),
            new Cutout(4, List.of(1.0)),
            new ColourJitter(1, 1, 1, .5),
            new RandomResizedCrop(.1, 1, 4, 4))) {
      for (int sample = 0; sample < 10; sample++) {
        each.apply(IMAGE, Scenes.draw(sample));
      }
    }
    assertArrayEquals(before, Scenes.values(IMAGE));
  }

  @Test
  void changesFollowEachOther() {
    Transform both = Transform.inOrder(List.of(new CentreCrop(4, 5), new Cutout(99, List.of(0.2))));
    assertEquals(20, both.apply(IMAGE, Scenes.draw(1)).height() * 5);
    assertEquals(51, both.apply(IMAGE, Scenes.draw(1)).value(3, 4, 2));
    assertSame(IMAGE, Transform.inOrder(List.of()).apply(IMAGE, Scenes.draw(1)));
  }
}
