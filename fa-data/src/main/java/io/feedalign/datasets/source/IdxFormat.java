package io.feedalign.datasets.source;

import java.util.List;

/**
 * Grey pictures in one IDX file and their labels in another, as MNIST was published.
 *
 * @param classes number of classes
 */
record IdxFormat(int classes) implements PictureFormat {
  @Override
  public String name() {
    return "IDX";
  }

  @Override
  public Pictures read(List<KnownData> files) {
    IdxPair pair = IdxPair.read(files.get(0).file(), files.get(1).file(), classes);
    files.get(0).verify(pair.images().sha256());
    files.get(1).verify(pair.labels().sha256());
    return pair.pictures();
  }
}
