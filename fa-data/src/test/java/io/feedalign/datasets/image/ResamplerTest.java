package io.feedalign.datasets.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.datasets.augment.Box;
import io.feedalign.datasets.augment.Pixels;
import io.feedalign.datasets.augment.Resize;
import io.feedalign.datasets.pipeline.Normalisation;
import io.feedalign.datasets.pipeline.Normaliser;
import io.feedalign.ir.Philox;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {
  private static Canvas noise(int width, int height) {
    Canvas canvas = new Canvas();
    canvas.resize(width, height);
    for (int i = 0; i < width * height * 3; i++) {
      canvas.rgb()[i] = (byte) Philox.below(5, 0, i, 256);
    }
    return canvas;
  }

  @ParameterizedTest
  @CsvSource({
    "37, 23, 16, 12",
    "12, 40, 30, 31",
    "50, 50, 50, 7",
    "9, 9, 9, 9",
    "200, 3, 5, 1",
    "42, 30, 30, 21",
    "57, 31, 30, 17",
    "41, 1, 40, 1"
  })
  void itIsTheBilinearFilterThatWidensWhereItShrinks(int w, int h, int toW, int toH) {
    Canvas from = noise(w, h);
    byte[] scaled = scale(from.view(), new Size(toW, toH), new Size(toW, toH).all());
    double[] exact = doubleLoop(from, w, h, toW, toH);
    for (int i = 0; i < exact.length; i++) {
      // One rounding after the rows, one after the columns.
      assertEquals(exact[i], scaled[i] & 0xff, 1.01, "value " + i);
    }
    Pixels other = new Resize(toH, toW).of(from.pixels()).copy();
    assertArrayEquals(other.bytes(), scaled);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 40, 30", "5, 7, 20, 11", "39, 29, 1, 1"})
  void aWindowHasTheBitsOfTheWhole(int left, int top, int width, int height) {
    Canvas from = noise(61, 77);
    Size size = new Size(40, 30);
    byte[] whole = scale(from.view(), size, size.all());
    Box window = new Box(top, left, height, width);
    byte[] part = scale(from.view(), size, window);
    Pixels expected = window.of(Pixels.in(whole, 0, 30, 40, 3)).copy();
    assertArrayEquals(expected.bytes(), part);
  }

  @Test
  void mirroredItHasTheBitsOfAFlippedResult() {
    Canvas from = noise(61, 77);
    Size size = new Size(40, 30);
    Box window = new Box(3, 5, 17, 23);
    Pixels plain = Pixels.in(scale(from.view(), size, window), 0, 17, 23, 3);
    byte[] mirrored = new byte[17 * 23 * 3];
    Resampler resampler = new Resampler();
    resampler.scale(from.view(), size, window, true);
    resampler.write(mirrored);
    for (int y = 0; y < 17; y++) {
      for (int i = 0; i < 23 * 3; i++) {
        int expected = plain.value(y, 22 - i / 3, i % 3);
        assertEquals(expected, mirrored[y * 23 * 3 + i] & 0xff);
      }
    }
  }

  @Test
  void numbersAreTheNormalisedBytes() {
    Canvas from = noise(31, 37);
    Size size = new Size(20, 23);
    byte[] bytes = scale(from.view(), size, size.all());
    Normaliser normaliser =
        new Normaliser(new Normalisation(List.of(.1, .2, .3), List.of(.4, .5, .6)), 3);
    FloatBuffer expected = FloatBuffer.allocate(5 + bytes.length);
    FloatBuffer found = FloatBuffer.allocate(5 + bytes.length);
    normaliser.write(Pixels.in(bytes, 0, 23, 20, 3), expected, 5);
    Resampler resampler = new Resampler();
    resampler.scale(from.view(), size, size.all(), false);
    resampler.write(normaliser, found, 5);
    assertArrayEquals(expected.array(), found.array());
  }

  @ParameterizedTest
  @CsvSource({"2", "4", "8"})
  void aShrunkViewShowsTheSameBox(int shrink) {
    Canvas ramp = new Canvas();
    ramp.resize(160, 80);
    Canvas small = new Canvas();
    small.resize(160 / shrink, 80 / shrink);
    for (int x = 0; x < 160; x++) {
      for (int y = 0; y < 80; y++) {
        Arrays.fill(ramp.rgb(), (y * 160 + x) * 3, (y * 160 + x) * 3 + 3, (byte) (x + y));
      }
    }
    Size size = small.size();
    System.arraycopy(
        scale(ramp.view(), size, size.all()), 0, small.rgb(), 0, 160 * 80 * 3 / shrink / shrink);
    Box box = new Box(9, 33, 60, 101);
    Size to = new Size(11, 6);
    byte[] fine = scale(View.of(ramp.pixels(), box), to, to.all());
    byte[] coarse = scale(View.shrunk(small.pixels(), box, shrink), to, to.all());
    for (int i = 0; i < fine.length; i++) {
      assertEquals(fine[i] & 0xff, coarse[i] & 0xff, 3, "value " + i);
    }
  }

  private static byte[] scale(View view, Size size, Box window) {
    byte[] into = new byte[window.width() * window.height() * 3];
    Resampler resampler = new Resampler();
    resampler.scale(view, size, window, false);
    resampler.write(into);
    return into;
  }

  private static double[] doubleLoop(Canvas from, int w, int h, int toW, int toH) {
    double[] out = new double[toW * toH * 3];
    double scaleX = (double) w / toW;
    double scaleY = (double) h / toH;
    double wideX = Math.max(1, scaleX);
    double wideY = Math.max(1, scaleY);
    for (int y = 0; y < toH; y++) {
      for (int x = 0; x < toW; x++) {
        double all = 0;
        double[] sum = new double[3];
        for (int v = 0; v < h; v++) {
          for (int u = 0; u < w; u++) {
            double dx = Math.abs(u + 0.5 - (x + 0.5) * scaleX) / wideX;
            double dy = Math.abs(v + 0.5 - (y + 0.5) * scaleY) / wideY;
            double weight = Math.max(0, 1 - dx) * Math.max(0, 1 - dy);
            all += weight;
            for (int c = 0; c < 3; c++) {
              sum[c] += weight * (from.rgb()[(v * w + u) * 3 + c] & 0xff);
            }
          }
        }
        for (int c = 0; c < 3; c++) {
          out[(y * toW + x) * 3 + c] = sum[c] / all;
        }
      }
    }
    return out;
  }
}
