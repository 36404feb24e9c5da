package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every data set must do: give each image exactly as often as it says, shuffle by seed and
 * epoch and nothing else, pad for scoring, drop for learning.
 *
 * <pre>{@code
 * class FashionMnistTest extends DatasetContract {
 *   @Override
 *   protected Dataset dataset() {
 *     FashionMnistMini provider = new FashionMnistMini();
 *     return provider.create(provider.settings().defaults());
 *   }
 * }
 * }</pre>
 */
public abstract class DatasetContract {

  /** The data set, opened; asked for once per test. */
  protected abstract Dataset dataset();

  /** Images per batch; best a number that does not divide the splits' sizes. */
  protected int batch() {
    return 33;
  }

  /**
   * Whether images are changed at random for learning, so that only their targets can be traced.
   */
  protected boolean augments() {
    return false;
  }

  @Test
  void aDatasetSaysWhatItIs() {
    Dataset data = dataset();
    assertFalse(data.name().isBlank(), "no name");
    assertFalse(data.description().isBlank(), "no description");
    assertFalse(data.description().contains("\n"), "a description of several lines");
    assertEquals(3, data.imageShape().rank(), "axes of an image");
    assertTrue(data.classes() >= 2, "fewer than two classes");
    assertTrue(data.size(Split.TRAIN) > 0, "nothing to learn from");
    assertTrue(data.size(Split.TEST) > 0, "nothing to test with");
  }

  @TestFactory
  Stream<DynamicTest> scoringGivesEveryImageAndPadsTheLastBatch() {
    return each(
        (data, split) -> {
          int size = data.size(split);
          Pass pass = Pass.of(data, split, StreamOptions.scoring(batch()));
          assertEquals((size + batch() - 1) / batch(), pass.batches(), "batches");
          assertEquals(pass.batches() * batch(), pass.targets().length, "rows");
          for (int row = 0; row < pass.targets().length; row++) {
            boolean padding = row >= size;
            assertEquals(padding, pass.targets()[row] == -1, "row " + row + " ignored");
            assertTrue(!padding || pass.blank(row), "padding of row " + row + " is not zero");
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> learningDropsTheLastPartialBatch() {
    return each(
        (data, split) -> {
          Pass pass = Pass.of(data, split, StreamOptions.learning(batch(), 1, 0));
          assertEquals(data.size(split) / batch(), pass.batches(), "batches");
          assertEquals(pass.batches() * batch(), pass.targets().length, "rows");
          assertTrue(Arrays.stream(pass.targets()).allMatch(t -> t >= 0), "padding while learning");
        });
  }

  @TestFactory
  Stream<DynamicTest> targetsAreClassesAndPixelsAreNumbers() {
    return each(
        (data, split) -> {
          Pass pass = Pass.of(data, split, StreamOptions.scoring(batch()));
          for (int target : pass.targets()) {
            assertTrue(target >= -1 && target < data.classes(), "target " + target);
          }
          assertTrue(pass.finite(), "a pixel that is no number");
        });
  }

  @TestFactory
  Stream<DynamicTest> shufflingGivesNoImageTwice() {
    return each(
        (data, split) -> {
          assumeFalse(augments(), "images change while learning");
          Map<Long, Integer> all = Pass.of(data, split, StreamOptions.scoring(batch())).counts();
          Map<Long, Integer> some =
              Pass.of(data, split, StreamOptions.learning(batch(), 3, 1)).counts();
          some.forEach(
              (image, count) ->
                  assertTrue(
                      count <= all.getOrDefault(image, 0),
                      "an image comes "
                          + count
                          + " times, but is there "
                          + all.getOrDefault(image, 0)
                          + " times"));
        });
  }

  @TestFactory
  Stream<DynamicTest> theSameSeedAndEpochShuffleTheSame() {
    return each(
        (data, split) -> {
          Pass first = Pass.of(data, split, StreamOptions.learning(batch(), 5, 2));
          Pass again = Pass.of(data, split, StreamOptions.learning(batch(), 5, 2));
          assertArrayEquals(first.images(), again.images());
          assertArrayEquals(first.targets(), again.targets());
        });
  }

  @TestFactory
  Stream<DynamicTest> otherSeedsAndEpochsShuffleOtherwise() {
    return each(
        (data, split) -> {
          Pass first = Pass.of(data, split, StreamOptions.learning(batch(), 5, 2));
          if (first.batches() > 0) {
            Pass epoch = Pass.of(data, split, StreamOptions.learning(batch(), 5, 3));
            Pass seed = Pass.of(data, split, StreamOptions.learning(batch(), 6, 2));
            Pass stored = Pass.of(data, split, StreamOptions.scoring(batch()));
            for (Pass other : List.of(epoch, seed, stored)) {
              assertFalse(
                  Arrays.equals(
                      first.images(),
                      0,
                      first.images().length,
                      other.images(),
                      0,
                      first.images().length),
                  "the order is the same");
            }
          }
        });
  }

  @Test
  void imagesAreMixedTheSameEachTimeAndNeverWithFiller() {
    Dataset data = dataset();
    assumeTrue(data.mixed(), "no image is mixed");
    StreamOptions options = StreamOptions.learning(batch(), 5, 2);
    Batch one = Batch.allocate(batch(), data);
    Batch two = Batch.allocate(batch(), data);
    try (BatchStream first = data.stream(Split.TRAIN, options);
        BatchStream again = data.stream(Split.TRAIN, options)) {
      while (first.next(one) && again.next(two)) {
        assertEquals(one.mixture(), two.mixture(), "second targets and shares");
        Batch.Mixture mixture = one.mixture().orElseThrow();
        for (int row = 0; row < batch(); row++) {
          float share = mixture.shares().get(row);
          int second = mixture.seconds().get(row);
          assertTrue(share >= 0 && share <= 1, "share " + share);
          assertTrue(second >= -1 && second < data.classes(), "second target " + second);
          assertEquals(one.targets().get(row) == -1, second == -1, "only one target is -1");
        }
      }
    }
  }

  @Test
  void streamsDoNotDisturbEachOther() {
    Dataset data = dataset();
    StreamOptions options = StreamOptions.scoring(batch());
    Pass alone = Pass.of(data, Split.TRAIN, options);
    Batch one = Batch.allocate(batch(), data.imageShape());
    Batch two = Batch.allocate(batch(), data.imageShape());
    try (BatchStream first = data.stream(Split.TRAIN, options);
        BatchStream second = data.stream(Split.TRAIN, options)) {
      for (int i = 0; i < Math.min(2, alone.batches()); i++) {
        assertTrue(first.next(one) && second.next(two), "a stream ended early");
        assertArrayEquals(alone.batch(i), Pass.pixels(one), "the first stream");
        assertArrayEquals(alone.batch(i), Pass.pixels(two), "the second stream");
      }
    }
  }

  @Test
  void theEndLeavesTheMemoryAsItIs() {
    Dataset data = dataset();
    Batch batch = Batch.allocate(batch(), data.imageShape());
    try (BatchStream stream = data.stream(Split.TEST, StreamOptions.scoring(batch()))) {
      float[] last = Pass.pixels(batch);
      while (stream.next(batch)) {
        assertEquals(0, batch.images().position(), "the images' position moved");
        assertEquals(0, batch.targets().position(), "the targets' position moved");
        last = Pass.pixels(batch);
      }
      assertArrayEquals(last, Pass.pixels(batch), "written after the end");
      assertFalse(stream.next(batch), "a stream went on after its end");
      assertArrayEquals(last, Pass.pixels(batch));
    }
  }

  private Stream<DynamicTest> each(BiConsumer<Dataset, Split> check) {
    return Stream.of(Split.values())
        .map(split -> dynamicTest(split.toString(), () -> check.accept(dataset(), split)));
  }
}
