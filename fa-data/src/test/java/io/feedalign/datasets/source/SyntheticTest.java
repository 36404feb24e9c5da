package io.feedalign.datasets.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SyntheticTest {
  private static final NoiseImages NOISE = new NoiseImages(Shape.of(3, 5, 7), 4, 11);

  @Test
  void saysThatItIsSynthetic() {
    Dataset dataset = open(Map.of());
    assertEquals("synthetic", dataset.name());
    assertTrue(dataset.description().startsWith("SYNTHETIC"));
  }

  @Test
  void hasTheSizesAskedFor() {
    Dataset dataset = open(Map.of("shape", List.of(3, 5, 7), "classes", 4, "train", 40, "test", 9));
    assertEquals(Shape.of(3, 5, 7), dataset.imageShape());
    assertEquals(4, dataset.classes());
    assertEquals(36, dataset.size(Split.TRAIN));
    assertEquals(4, dataset.size(Split.VALIDATION));
    assertEquals(9, dataset.size(Split.TEST));
  }

  @Test
  void theSameSeedDrawsTheSameImagesAndLabels() {
    assertEquals(NOISE.draw("train", 50, true).sha256(), NOISE.draw("train", 50, true).sha256());
    NoiseImages other = new NoiseImages(NOISE.shape(), 4, 12);
    assertNotEquals(NOISE.draw("train", 50, true).sha256(), other.draw("train", 50, true).sha256());
  }

  @Test
  void trainingAndTestImagesDiffer() {
    assertFalse(
        Arrays.equals(
            NOISE.draw("train", 50, true).pixels(), NOISE.draw("test", 50, true).pixels()));
  }

  @Test
  void moreImagesBeginWithTheFewer() {
    byte[] few = NOISE.draw("train", 10, true).pixels();
    byte[] many = NOISE.draw("train", 50, true).pixels();
    assertArrayEquals(few, Arrays.copyOf(many, few.length));
  }

  @Test
  void theTeacherUsesEveryClassAboutEquallyOften() {
    int[] counts = new int[4];
    for (int label : NOISE.draw("train", 4000, true).labels()) {
      counts[label]++;
    }
    for (int count : counts) {
      assertTrue(count > 500 && count < 1500, Arrays.toString(counts));
    }
  }

  @Test
  void theTeacherIsLearnableAndChanceIsNot() {
    assertTrue(nearestMeanAccuracy(true) > 0.5);
    assertTrue(nearestMeanAccuracy(false) < 0.4);
  }

  /** Accuracy of the classifier that compares an image with the mean of each class. */
  private static double nearestMeanAccuracy(boolean taught) {
    NoiseImages.Labelled training = NOISE.draw("train", 4000, taught);
    NoiseImages.Labelled test = NOISE.draw("test", 500, taught);
    double[][] mean = new double[4][105];
    for (int i = 0; i < 4000; i++) {
      for (int p = 0; p < 105; p++) {
        mean[training.labels()[i]][p] += (training.pixels()[i * 105 + p] & 0xff) - 127.5;
      }
    }
    int hits = 0;
    for (int i = 0; i < 500; i++) {
      double[] score = new double[4];
      for (int c = 0; c < 4; c++) {
        for (int p = 0; p < 105; p++) {
          score[c] += mean[c][p] * ((test.pixels()[i * 105 + p] & 0xff) - 127.5);
        }
      }
      int label = test.labels()[i];
      hits += Arrays.stream(score).max().getAsDouble() == score[label] ? 1 : 0;
    }
    return hits / 500.0;
  }

  @Test
  void refusesWhatDoesNotFitIntoMemory() {
    refused(Map.of("shape", List.of(2_000_000_000, 2_000_000_000, 2_000_000_000)), "shape");
    refused(Map.of("shape", List.of(3, 1000, 1000), "train", 2_000_000_000), "train");
    refused(Map.of("shape", List.of(3, 1000, 1000), "train", 2, "classes", 1000), "classes");
    refused(Map.of("shape", List.of(28, 28)), "shape");
    refused(Map.of("train", 100, "validation", 100), "validation");
  }

  private static void refused(Map<String, Object> settings, String named) {
    FaException e = assertThrows(FaException.class, () -> open(settings));
    assertEquals(ErrorKind.USER, e.kind());
    assertTrue(e.getMessage().contains(named), e.getMessage());
  }

  private static Dataset open(Map<String, Object> settings) {
    Synthetic provider = new Synthetic();
    return provider.create(provider.settings().settings(settings));
  }
}
