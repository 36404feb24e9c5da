package io.feedalign.datasets.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeTest {
  /** What Pillow's {@code Image.resize(size, BILINEAR)} made of the same images. */
  @ParameterizedTest
  @CsvSource({
    "7, 5, 4, 3, 114 86 112 153 147 96 63 131 199 82 77 148",
    "1, 6, 3, 2, 57 152 57 152 57 152",
    "16, 9, 5, 5, 125 137 108 128 100 156 116 121 136 103 137 130 79 164 115 131 116 134 116 123"
        + " 106 137 151 140 113",
    "4, 3, 7, 8, 11 13 27 41 55 69 83 85 51 53 67 81 95 109 124 126 115 117 132 146 160 174 189"
        + " 191 181 175 142 108 98 113 128 130 228 215 141 67 36 51 66 68 149 146 126 107 104 119"
        + " 134 136 99 102 117 132 147 162 177 179"
  })
  void greyImagesComeOutAsFromPillow(int height, int width, int toHeight, int toWidth, String out) {
    Pixels resized = new Resize(toHeight, toWidth).of(Scenes.lively(height, width, 1));
    int[] expected = Arrays.stream(out.split(" ")).mapToInt(Integer::parseInt).toArray();
    assertArrayEquals(expected, Scenes.values(resized));
  }

  @Test
  void channelsAreResizedEachByItself() {
    Pixels image = Scenes.lively(13, 11, 3);
    Pixels resized = new Resize(5, 17).of(image);
    for (int c = 0; c < 3; c++) {
      Pixels alone = Pixels.black(13, 11, 1);
      for (int i = 0; i < 13 * 11; i++) {
        alone.bytes()[i] = (byte) image.value(i / 11, i % 11, c);
      }
      int[] expected = Scenes.values(new Resize(5, 17).of(alone));
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], resized.value(i / 17, i % 17, c));
      }
    }
  }

  @Test
  void aWindowIsResizedWithoutALookBeyondIt() {
    Pixels window = Scenes.lively(20, 20, 3).crop(3, 4, 9, 7);
    assertArrayEquals(
        Scenes.values(new Resize(4, 15).of(window.copy())),
        Scenes.values(new Resize(4, 15).of(window)));
  }

  @Test
  void oneColourStaysThatColour() {
    for (int value : new int[] {0, 1, 127, 254, 255}) {
      for (int v : Scenes.values(new Resize(5, 40).of(Scenes.flat(17, 13, 3, value)))) {
        assertEquals(value, v);
      }
    }
  }
}
