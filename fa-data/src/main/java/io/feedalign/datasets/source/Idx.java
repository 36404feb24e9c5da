package io.feedalign.datasets.source;

import io.feedalign.datasets.store.Sha256;
import io.feedalign.tensor.Shape;
import java.nio.ByteBuffer;

/** The content of an IDX file of unsigned bytes: its sizes, outermost first, and its elements. */
final class Idx {
  private final Shape shape;
  private final byte[] bytes;

  Idx(Shape shape, byte[] bytes) {
    this.shape = shape;
    this.bytes = bytes;
  }

  Shape shape() {
    return shape;
  }

  /** The elements in row-major order; not a copy. */
  byte[] bytes() {
    return bytes;
  }

  /** The first bytes of such a file: magic number and sizes. */
  static byte[] header(Shape shape) {
    ByteBuffer header = ByteBuffer.allocate(4 + 4 * shape.rank());
    header.putInt(IdxReader.UNSIGNED_BYTE << 8 | shape.rank());
    for (int axis = 0; axis < shape.rank(); axis++) {
      header.putInt(shape.size(axis));
    }
    return header.array();
  }

  /** SHA-256 of the uncompressed file that holds this. */
  String sha256() {
    return Sha256.of(header(shape), bytes);
  }
}
