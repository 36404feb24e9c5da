package io.feedalign.datasets.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ColourJitterTest {
  private static final Pixels IMAGE = Scenes.lively(8, 8, 3);

  @Test
  void brightnessIsOneFactor() {
    for (double factor : new double[] {0, 0.37, 1, 1.9}) {
      Pixels changed = IMAGE.copy();
      Colours.brighten(changed, factor);
      near(changed, (y, x, c) -> factor * IMAGE.value(y, x, c));
    }
  }

  @Test
  void contrastKeepsTheMeanGrey() {
    double sum = 0;
    for (int i = 0; i < 64; i++) {
      sum += Math.floor(grey(i / 8, i % 8));
    }
    double mean = sum / 64;
    for (double factor : new double[] {0, 0.37, 1, 1.9}) {
      Pixels changed = IMAGE.copy();
      Colours.contrast(changed, factor);
      near(changed, (y, x, c) -> mean + factor * (IMAGE.value(y, x, c) - mean));
    }
  }

  @Test
  void saturationKeepsTheGreyOfEachPixel() {
    for (double factor : new double[] {0, 0.37, 1, 1.9}) {
      Pixels changed = IMAGE.copy();
      Colours.saturate(changed, factor);
      near(
          changed,
          (y, x, c) -> {
            double grey = Math.floor(grey(y, x));
            return grey + factor * (IMAGE.value(y, x, c) - grey);
          });
    }
  }

  /** Turning by a third of a turn makes red green, green blue and blue red. */
  @Test
  void hueTurnsColours() {
    Pixels changed = IMAGE.copy();
    Colours.turn(changed, 1 / 3.0);
    near(changed, (y, x, c) -> IMAGE.value(y, x, (c + 2) % 3));
    changed = IMAGE.copy();
    Colours.turn(changed, -1 / 3.0);
    near(changed, (y, x, c) -> IMAGE.value(y, x, (c + 1) % 3));
  }

  @Test
  void halfATurnMirrorsAColourBetweenItsExtremes() {
    Pixels changed = IMAGE.copy();
    Colours.turn(changed, 0.5);
    near(
        changed,
        (y, x, c) -> {
          int most = 0;
          int least = 255;
          for (int k = 0; k < 3; k++) {
            most = Math.max(most, IMAGE.value(y, x, k));
            least = Math.min(least, IMAGE.value(y, x, k));
          }
          return most + least - IMAGE.value(y, x, c);
        });
  }

  @Test
  void aTurnByNothingChangesNothingForAnyColour() {
    Pixels all = Pixels.black(64, 64, 3);
    for (int i = 0; i < 64 * 64; i++) {
      all.bytes()[3 * i] = (byte) (i >> 8 << 4);
      all.bytes()[3 * i + 1] = (byte) (i >> 4 << 4);
      all.bytes()[3 * i + 2] = (byte) (i << 4);
    }
    Pixels changed = all.copy();
    Colours.turn(changed, 0);
    assertArrayEquals(Scenes.values(all), Scenes.values(changed));
  }

  @Test
  void greyImagesHaveNoSaturationAndNoHue() {
    Pixels grey = Scenes.lively(5, 5, 1);
    Transform jitter = new ColourJitter(0, 0, 0.9, 0.5);
    assertArrayEquals(Scenes.values(grey), Scenes.values(jitter.apply(grey, Scenes.draw(1))));
    Transform bright = new ColourJitter(0.9, 0.9, 0.9, 0.5);
    assertNotEquals(grey.value(4, 4, 0), bright.apply(grey, Scenes.draw(1)).value(4, 4, 0));
  }

  @Test
  void factorsFillTheirIntervalAndNoMore() {
    double lowest = 9;
    double highest = 0;
    Pixels grey = Scenes.flat(1, 1, 1, 100);
    for (int sample = 0; sample < 3000; sample++) {
      double seen =
          new ColourJitter(0.4, 0, 0, 0).apply(grey, Scenes.draw(sample)).value(0, 0, 0) / 100.0;
      lowest = Math.min(lowest, seen);
      highest = Math.max(highest, seen);
    }
    assertEquals(0.6, lowest, 0.011);
    assertEquals(1.4, highest, 0.011);
  }

  @Test
  void aStrengthAboveOneNeverTurnsLightNegative() {
    for (int sample = 0; sample < 200; sample++) {
      Pixels seen =
          new ColourJitter(3, 0, 0, 0).apply(Scenes.flat(1, 1, 1, 60), Scenes.draw(sample));
      assertTrue(seen.value(0, 0, 0) <= 240);
    }
  }

  @Test
  void theOrderIsDrawn() {
    // Doubled and then cut off, or the other way round: the order of the two shows.
    Pixels pixel = Pixels.in(new byte[] {(byte) 250, 10, 10}, 0, 1, 1, 3);
    Set<Boolean> first = new HashSet<>();
    for (int sample = 0; sample < 200; sample++) {
      SampleDraw draw = Scenes.draw(sample);
      Pixels both = new ColourJitter(0.9, 0, 0.9, 0).apply(pixel, draw);
      Pixels light = new ColourJitter(0.9, 0, 0, 0).apply(pixel, draw);
      Pixels colour = new ColourJitter(0, 0, 0.9, 0).apply(pixel, draw);
      Pixels lightFirst = new ColourJitter(0, 0, 0.9, 0).apply(light, draw);
      Pixels colourFirst = new ColourJitter(0.9, 0, 0, 0).apply(colour, draw);
      boolean one = Arrays.equals(Scenes.values(both), Scenes.values(lightFirst));
      boolean other = Arrays.equals(Scenes.values(both), Scenes.values(colourFirst));
      assertTrue(one || other);
      if (one != other) {
        first.add(one);
      }
    }
    assertEquals(Set.of(true, false), first);
    assertTrue(new ColourJitter(0, 0, 0, 0).idle());
  }

  /** One value of the expected image, before it is cut off to a byte. */
  private interface Expected {
    double at(int y, int x, int c);
  }

  private static void near(Pixels changed, Expected expected) {
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        for (int c = 0; c < 3; c++) {
          double value = Math.max(0, Math.min(255, expected.at(y, x, c)));
          assertEquals(value, changed.value(y, x, c) + 0.499, 0.502, "cut off, not rounded");
        }
      }
    }
  }

  private static double grey(int y, int x) {
    return 0.2989 * IMAGE.value(y, x, 0)
        + 0.587 * IMAGE.value(y, x, 1)
        + 0.114 * IMAGE.value(y, x, 2);
  }
}
