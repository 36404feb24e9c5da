package io.feedalign.datasets.source;

import io.feedalign.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Makes IDX files for tests. */
final class IdxBytes {
  private IdxBytes() {}

  static DataFile file(byte[] content) {
    return new DataFile(
        "IDX", "some.idx", () -> new ByteArrayInputStream(content), "Do something.");
  }

  /** A sound file whose elements are 0, 1, 2 ... modulo a number. */
  static byte[] counting(Shape shape, int modulus) {
    byte[] header = Idx.header(shape);
    byte[] file = new byte[header.length + (int) shape.elements()];
    System.arraycopy(header, 0, file, 0, header.length);
    for (int i = 0; i < shape.elements(); i++) {
      file[header.length + i] = (byte) (i % modulus);
    }
    return file;
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
