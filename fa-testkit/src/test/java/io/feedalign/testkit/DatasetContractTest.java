package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract passes a right data set and notices the mistakes that authors of data sets make. */
class DatasetContractTest {

  @Nested
  class ARightDataset extends DatasetContract {
    @Override
    protected Dataset dataset() {
      return new ArrayDataset();
    }

    @Override
    protected int batch() {
      return 8;
    }
  }

  private static void assertNoticed(String test, Dataset dataset) {
    DatasetContract contract =
        new DatasetContract() {
          @Override
          protected Dataset dataset() {
            return dataset;
          }

          @Override
          protected int batch() {
            return 8;
          }
        };
    assertTrue(ContractRun.failures(contract, test::equals).containsKey(test), test);
  }

  @Test
  void noDescription() {
    assertNoticed(
        "aDatasetSaysWhatItIs",
        new ArrayDataset() {
          @Override
          public String description() {
            return "";
          }
        });
  }

  @Test
  void paddingThatCounts() {
    assertNoticed(
        "scoringGivesEveryImageAndPadsTheLastBatch",
        new ArrayDataset() {
          @Override
          int targetOfPadding() {
            return 0;
          }
        });
  }

  @Test
  void partialBatchesWhileLearning() {
    assertNoticed(
        "learningDropsTheLastPartialBatch",
        new ArrayDataset() {
          @Override
          int batches(int size, StreamOptions options) {
            return (size + options.batch() - 1) / options.batch();
          }
        });
  }

  @Test
  void targetsOutOfRangeAndPixelsThatAreNone() {
    assertNoticed(
        "targetsAreClassesAndPixelsAreNumbers",
        new ArrayDataset() {
          @Override
          int target(int image) {
            return image == 11 ? 4 : 0;
          }
        });
    assertNoticed(
        "targetsAreClassesAndPixelsAreNumbers",
        new ArrayDataset() {
          @Override
          float pixel(int image, int index) {
            return image == 11 ? Float.NaN : 0;
          }
        });
  }

  @Test
  void imagesDrawnWithReplacement() {
    assertNoticed(
        "shufflingGivesNoImageTwice",
        new ArrayDataset() {
          @Override
          int image(int place, StreamOptions options, int[] order) {
            boolean shuffled = options.order() == StreamOptions.Order.SHUFFLED;
            return shuffled ? order[place] / 2 : order[place];
          }
        });
  }

  @Test
  void shufflesThatCannotBeRepeated() {
    int[] calls = new int[1];
    assertNoticed(
        "theSameSeedAndEpochShuffleTheSame",
        new ArrayDataset() {
          @Override
          int[] order(int size, StreamOptions options) {
            return super.order(
                size, StreamOptions.learning(options.batch(), calls[0]++, options.epoch()));
          }
        });
  }

  @Test
  void shufflesThatForgetTheEpoch() {
    assertNoticed(
        "otherSeedsAndEpochsShuffleOtherwise",
        new ArrayDataset() {
          @Override
          int[] order(int size, StreamOptions options) {
            return super.order(size, new StreamOptions(8, options.order(), options.seed(), 0));
          }
        });
  }

  @Test
  void streamsThatShareTheirPlace() {
    ArrayDataset data = new ArrayDataset();
    BatchStream[] only = new BatchStream[1];
    assertNoticed(
        "streamsDoNotDisturbEachOther",
        new ArrayDataset() {
          @Override
          public BatchStream stream(Split split, StreamOptions options) {
            boolean second = only[0] != null && only[0].batches() > 0;
            BatchStream stream = second ? only[0] : data.stream(split, options);
            only[0] = stream;
            return stream;
          }
        });
  }

  @Test
  void memoryWrittenAfterTheEnd() {
    assertNoticed(
        "theEndLeavesTheMemoryAsItIs",
        new ArrayDataset() {
          @Override
          public BatchStream stream(Split split, StreamOptions options) {
            BatchStream inner = super.stream(split, options);
            return new BatchStream() {
              @Override
              public int batches() {
                return inner.batches();
              }

              @Override
              public boolean next(Batch into) {
                boolean there = inner.next(into);
                if (!there) {
                  into.images().put(0, -1);
                }
                return there;
              }
            };
          }
        });
  }
}
