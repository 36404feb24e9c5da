package io.feedalign.datasets.source;

import io.feedalign.datasets.store.KnownFile;
import java.util.List;

/** The four files of MNIST, by whose names and sizes other collections are published as well. */
final class MnistFiles {
  private MnistFiles() {}

  /** 60,000 pictures and labels with these digests. */
  static List<KnownFile> training(String images, String labels) {
    return List.of(
        new KnownFile("train-images-idx3-ubyte", 47_040_016, images),
        new KnownFile("train-labels-idx1-ubyte", 60_008, labels));
  }

  /** 10,000 pictures and labels with these digests. */
  static List<KnownFile> test(String images, String labels) {
    return List.of(
        new KnownFile("t10k-images-idx3-ubyte", 7_840_016, images),
        new KnownFile("t10k-labels-idx1-ubyte", 10_008, labels));
  }
}
