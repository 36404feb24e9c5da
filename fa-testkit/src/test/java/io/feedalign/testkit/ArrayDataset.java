package io.feedalign.testkit;

import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import io.feedalign.ir.Philox;
import io.feedalign.tensor.Shape;
import java.util.OptionalInt;

/** A data set of a few made-up images, right in every respect; tests override what they spoil. */
class ArrayDataset implements Dataset {

  private static final Shape IMAGE = Shape.of(1, 2, 3);
  private static final int CLASSES = 4;

  @Override
  public String name() {
    return "array";
  }

  @Override
  public String description() {
    return "made-up images";
  }

  @Override
  public Shape imageShape() {
    return IMAGE;
  }

  @Override
  public int classes() {
    return CLASSES;
  }

  @Override
  public int size(Split split) {
    return split == Split.TRAIN ? 50 : 21;
  }

  /** Which stored image comes at a place of the pass. */
  int image(int place, StreamOptions options, int[] order) {
    return order[place];
  }

  int target(int image) {
    return image % CLASSES;
  }

  float pixel(int image, int index) {
    return image + 0.1f * index + 1;
  }

  /** A Fisher-Yates shuffle named by seed and epoch. */
  int[] order(int size, StreamOptions options) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    if (options.order() == StreamOptions.Order.SHUFFLED) {
      long key = Philox.key(options.seed(), "shuffle");
      for (int i = size - 1; i > 0; i--) {
        int j = Philox.below(key, options.epoch(), i, i + 1);
        int kept = order[i];
        order[i] = order[j];
        order[j] = kept;
      }
    }
    return order;
  }

  int batches(int size, StreamOptions options) {
    boolean drops = options.order() == StreamOptions.Order.SHUFFLED;
    return drops ? size / options.batch() : (size + options.batch() - 1) / options.batch();
  }

  int targetOfPadding() {
    return -1;
  }

  @Override
  public BatchStream stream(Split split, StreamOptions options) {
    int[] order = order(size(split), options);
    int count = batches(order.length, options);
    return new BatchStream() {
      private int done;

      @Override
      public int batches() {
        return count;
      }

      @Override
      public boolean next(Batch into) {
        if (done == count) {
          return false;
        }
        for (int row = 0; row < options.batch(); row++) {
          int place = done * options.batch() + row;
          boolean there = place < order.length;
          fill(
              into,
              row,
              there ? OptionalInt.of(image(place, options, order)) : OptionalInt.empty());
        }
        done++;
        return true;
      }
    };
  }

  private void fill(Batch into, int row, OptionalInt image) {
    into.targets().put(row, image.isPresent() ? target(image.getAsInt()) : targetOfPadding());
    for (int i = 0; i < IMAGE.elements(); i++) {
      float pixel = image.isPresent() ? pixel(image.getAsInt(), i) : 0;
      into.images().put(row * (int) IMAGE.elements() + i, pixel);
    }
  }
}
