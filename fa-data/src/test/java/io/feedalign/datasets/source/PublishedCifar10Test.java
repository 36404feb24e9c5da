package io.feedalign.datasets.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.data.Dataset;
import io.feedalign.data.DatasetFiles;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The real files, where somebody fetched them; opening them compares every digest. */
class PublishedCifar10Test {
  private final Cifar10 provider = new Cifar10();

  @Test
  void theRealImagesHaveThePublishedMeanAndDeviation() {
    DatasetFiles files = provider.files().orElseThrow();
    assumeTrue(files.present(), "skipped: " + files.where() + " is empty; run fa data get cifar10");
    Dataset data =
        provider.create(
            provider.settings().settings(Map.of("mean", List.of(0), "std", List.of(1))));
    assertEquals(45_000, data.size(Split.TRAIN));
    assertEquals(10_000, data.size(Split.TEST));
    int[] held = new int[10];
    double[] sums = new double[6];
    add(data, Split.VALIDATION, sums, held);
    int[] expected = new int[10];
    Arrays.fill(expected, 500);
    assertEquals(Arrays.toString(expected), Arrays.toString(held));
    add(data, Split.TRAIN, sums, new int[10]);
    double[] means = {.4914, .4822, .4465};
    double[] deviations = {.2470, .2435, .2616};
    for (int c = 0; c < 3; c++) {
      double mean = sums[c] / (50_000 * 1024);
      assertEquals(means[c], mean, 0.00005);
      assertEquals(deviations[c], Math.sqrt(sums[3 + c] / (50_000 * 1024) - mean * mean), 0.00006);
    }
  }

  private static void add(Dataset data, Split split, double[] sums, int[] labels) {
    Batch batch = Batch.allocate(500, data.imageShape());
    float[] values = new float[batch.images().capacity()];
    try (BatchStream pass = data.stream(split, StreamOptions.scoring(500))) {
      while (pass.next(batch)) {
        batch.images().get(0, values);
        for (int i = 0; i < values.length; i++) {
          sums[i % 3] += values[i];
          sums[3 + i % 3] += (double) values[i] * values[i];
        }
        for (int row = 0; row < 500; row++) {
          labels[batch.targets().get(row)]++;
        }
      }
    }
  }
}
