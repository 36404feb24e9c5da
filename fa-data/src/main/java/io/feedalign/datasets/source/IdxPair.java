package io.feedalign.datasets.source;

import io.feedalign.tensor.Shape;

/**
 * Images and their labels, read from two IDX files and checked against each other.
 *
 * @param images (N, H, W)
 * @param labels (N), each below the number of classes
 */
record IdxPair(Idx images, Idx labels) {
  private static final int MAX_BYTES = 1 << 30;

  static IdxPair read(DataFile imageFile, DataFile labelFile, int classes) {
    Idx images = IdxReader.read(imageFile, 3, MAX_BYTES);
    Idx labels = IdxReader.read(labelFile, 1, MAX_BYTES);
    int count = images.shape().size(0);
    if (labels.shape().size(0) != count) {
      throw labelFile.damaged(
          "has %d labels at byte 4, but '%s' has %d images.",
          labels.shape().size(0), imageFile.name(), count);
    }
    for (int i = 0; i < count; i++) {
      int label = labels.bytes()[i] & 0xff;
      if (label >= classes) {
        throw labelFile.damaged(
            "has the label %d at byte %d, but labels go from 0 to %d.", label, 8 + i, classes - 1);
      }
    }
    return new IdxPair(images, labels);
  }

  /** Channels last is the order they are in: there is one channel. */
  Pictures pictures() {
    int[] classes = new int[labels.bytes().length];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = labels.bytes()[i] & 0xff;
    }
    Shape shape = Shape.of(1, images.shape().size(1), images.shape().size(2));
    return new Pictures(images.bytes(), classes, shape);
  }
}
