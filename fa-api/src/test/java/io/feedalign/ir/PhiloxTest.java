package io.feedalign.ir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PhiloxTest {
  /** Known answers of Philox 4x32-10 for counter and key zero, from Random123's kat_vectors. */
  @Test
  void zeroBlockIsThePublishedOne() {
    int[] words = new int[4];
    Philox.block(0, 0, 0, words);
    assertArrayEquals(new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}, words);
  }

  @Test
  void anElementDoesNotDependOnWhereTheFillStarts() {
    float[] whole = new float[64];
    float[] part = new float[16];
    Philox.normals(7, 3, 0, whole, 64);
    Philox.normals(7, 3, 32, part, 16);
    for (int i = 0; i < 16; i++) {
      assertEquals(whole[32 + i], part[i]);
    }
  }

  @Test
  void stepsAndKeysGiveOtherNumbers() {
    float[] first = new float[4];
    float[] second = new float[4];
    Philox.uniforms(Philox.key(1, "conv1.feedback"), 0, 0, first, 4);
    Philox.uniforms(Philox.key(1, "conv1.feedback"), 1, 0, second, 4);
    assertNotEquals(first[0], second[0]);
    assertNotEquals(Philox.key(1, "a"), Philox.key(2, "a"));
    assertNotEquals(Philox.key(1, "a"), Philox.key(1, "b"));
  }

  @Test
  void normalsHaveTheMomentsOfAGaussian() {
    int count = 400_000;
    float[] numbers = new float[count];
    Philox.normals(Philox.key(5, "moments"), 0, 0, numbers, count);
    double mean = 0;
    double square = 0;
    double fourth = 0;
    for (float z : numbers) {
      mean += z;
      square += (double) z * z;
      fourth += Math.pow(z, 4);
    }
    assertEquals(0, mean / count, 5 / Math.sqrt(count));
    assertEquals(1, square / count, 8 / Math.sqrt(count));
    assertEquals(3, fourth / count, 50 / Math.sqrt(count));
  }

  @Test
  void quantilesAreTheTabledOnes() {
    assertEquals(0, NormalQuantile.at(0.5), 0);
    assertEquals(1.959964, NormalQuantile.at(0.975), 1e-6);
    assertEquals(-3.090232, NormalQuantile.at(0.001), 1e-6);
    assertEquals(-5.199338, NormalQuantile.at(1e-7), 1e-5);
  }

  @Test
  void belowStaysBelow() {
    for (int i = 0; i < 1000; i++) {
      int drawn = Philox.below(11, 2, i, 7);
      assertTrue(drawn >= 0 && drawn < 7);
    }
  }
}
