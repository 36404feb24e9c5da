package io.feedalign.datasets.source;

import io.feedalign.tensor.Shape;
import java.util.List;

/**
 * Colour pictures of 32x32 as Krizhevsky (2009) published them: records of some label bytes, then a
 * red, a green and a blue plane.
 *
 * @param labelBytes bytes before the planes; the last one is the class
 * @param classes number of classes
 */
record CifarFormat(int labelBytes, int classes) implements PictureFormat {
  static final Shape SHAPE = Shape.of(3, 32, 32);
  static final int PLANE = 32 * 32;
  static final int PIXELS = 3 * PLANE;

  @Override
  public String name() {
    return "CIFAR";
  }

  int recordBytes() {
    return labelBytes + PIXELS;
  }

  @Override
  public Pictures read(List<KnownData> files) {
    int count = files.stream().mapToInt(this::records).sum();
    Pictures into = new Pictures(new byte[count * PIXELS], new int[count], SHAPE);
    int first = 0;
    for (KnownData file : files) {
      file.verify(new CifarReader(this, file.file()).read(records(file), into, first));
      first += records(file);
    }
    return into;
  }

  private int records(KnownData file) {
    return Math.toIntExact(file.known().bytes() / recordBytes());
  }
}
