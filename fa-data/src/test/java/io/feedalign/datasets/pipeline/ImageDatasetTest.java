package io.feedalign.datasets.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import io.feedalign.datasets.pipeline.ImageDataset.Identity;
import io.feedalign.datasets.pipeline.ImageDataset.Validation;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.tensor.Shape;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ImageDatasetTest {
  private static final Identity IDENTITY =
      new Identity("numbers", "Numbers.", Shape.of(1, 1, 2), 5);
  private static final ImageDataset DATASET =
      new ImageDataset(IDENTITY, new Numbered(23, 5), new Numbered(7, 5), new Validation(6, 0));

  @Test
  void trainingAndValidationAreDisjointAndTogetherAllTrainingImages() {
    Set<Integer> train = positions(Split.TRAIN, StreamOptions.learning(1, 5, 2));
    Set<Integer> validation = positions(Split.VALIDATION, StreamOptions.scoring(4));
    assertEquals(17, train.size());
    assertEquals(6, validation.size());
    train.addAll(validation);
    assertEquals(23, train.size());
  }

  @Test
  void theTestSplitIsTheTestImages() {
    assertEquals(Set.of(0, 1, 2, 3, 4, 5, 6), positions(Split.TEST, StreamOptions.scoring(4)));
    assertEquals(7, DATASET.size(Split.TEST));
  }

  @Test
  void refusesABatchThatCannotBeFilled() {
    for (int batch : new int[] {0, -1, 18}) {
      FaException e =
          assertThrows(
              FaException.class,
              () -> DATASET.stream(Split.TRAIN, StreamOptions.learning(batch, 0, 0)));
      assertEquals(ErrorKind.USER, e.kind());
      assertTrue(e.getMessage().contains("17 train images"), e.getMessage());
    }
  }

  @Test
  void refusesAValidationSplitThatLeavesNothing() {
    for (int heldOut : new int[] {0, 23, 24}) {
      FaException e =
          assertThrows(
              FaException.class,
              () ->
                  new ImageDataset(
                      IDENTITY,
                      new Numbered(23, 5),
                      new Numbered(7, 5),
                      new Validation(heldOut, 0)));
      assertTrue(e.getMessage().contains("Set 'validation' from 1 to 22"), e.getMessage());
    }
  }

  private static Set<Integer> positions(Split split, StreamOptions options) {
    Set<Integer> seen = new TreeSet<>();
    Batch batch = Batch.allocate(options.batch(), IDENTITY.imageShape());
    try (BatchStream stream = DATASET.stream(split, options)) {
      while (stream.next(batch)) {
        for (int row = 0; row < options.batch(); row++) {
          if (batch.targets().get(row) >= 0) {
            seen.add((int) batch.images().get(2 * row));
          }
        }
      }
    }
    return seen;
  }
}
