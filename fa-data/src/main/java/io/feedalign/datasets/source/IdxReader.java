package io.feedalign.datasets.source;

import io.feedalign.error.FaException;
import io.feedalign.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads IDX files of unsigned bytes (LeCun, Cortes and Burges 1998), plain or gzipped.
 *
 * <p>A file is two zero bytes, a type byte, the number of axes, each size as a big-endian 32-bit
 * integer, and the elements, with nothing behind them. Memory grows with what was really read, so a
 * header that lies costs nothing.
 */
final class IdxReader {
  static final int UNSIGNED_BYTE = 0x08;
  private static final int FIRST_CHUNK = 1 << 16;

  /** Real images compress about twofold; beyond this a gzip file is an attack or a mistake. */
  private static final int MAX_RATIO = 200;

  /** What may be unpacked before the ratio counts: labels of one class compress a thousandfold. */
  private static final int RATIO_SLACK = 1 << 20;

  private final DataFile file;
  private final CountingStream packed;
  private final CountingStream content;

  private IdxReader(DataFile file, CountingStream packed, InputStream content) {
    this.file = file;
    this.packed = packed;
    this.content = new CountingStream(content);
  }

  /**
   * The content of a file.
   *
   * @param rank number of axes it must have
   * @param maxBytes most elements it may have
   * @throws FaException naming file and offset if it is anything but a whole, sound IDX file
   */
  static Idx read(DataFile file, int rank, int maxBytes) {
    try (InputStream raw = file.opener().open()) {
      CountingStream packed = new CountingStream(raw);
      return new IdxReader(file, packed, DataFile.unpacked(packed)).read(rank, maxBytes);
    } catch (IOException e) {
      throw file.damaged("cannot be opened", e);
    }
  }

  private Idx read(int rank, int maxBytes) {
    try {
      magic(rank);
      Shape shape = sizes(rank, maxBytes);
      byte[] elements = elements(Math.toIntExact(shape.elements()), shape);
      if (content.read() >= 0) {
        throw file.damaged(
            "goes on at byte %d, but its header promises only %s.", content.count() - 1, shape);
      }
      return new Idx(shape, elements);
    } catch (IOException e) {
      throw file.damaged("cannot be read beyond byte " + content.count(), e);
    }
  }

  private void magic(int rank) throws IOException {
    byte[] magic = content.readNBytes(4);
    if (magic.length < 4) {
      throw file.damaged("ends at byte %d, inside its magic number.", magic.length);
    }
    if (ByteBuffer.wrap(magic).getInt() != (UNSIGNED_BYTE << 8 | rank)) {
      throw file.damaged(
          "starts with %08x at byte 0, but unsigned bytes on %d %s start with %08x.",
          ByteBuffer.wrap(magic).getInt(),
          rank,
          rank == 1 ? "axis" : "axes",
          UNSIGNED_BYTE << 8 | rank);
    }
  }

  private Shape sizes(int rank, int maxBytes) throws IOException {
    int[] sizes = new int[rank];
    long elements = 1;
    for (int axis = 0; axis < rank; axis++) {
      long offset = content.count();
      byte[] word = content.readNBytes(4);
      if (word.length < 4) {
        throw file.damaged("ends at byte %d, inside its header.", content.count());
      }
      sizes[axis] = ByteBuffer.wrap(word).getInt();
      elements *= sizes[axis];
      if (sizes[axis] < 1 || elements > maxBytes) {
        throw file.damaged(
            "has the size %d at byte %d; sizes are at least 1 and make at most %d elements.",
            Integer.toUnsignedLong(sizes[axis]), offset, maxBytes);
      }
    }
    return Shape.of(sizes);
  }

  private byte[] elements(int total, Shape shape) throws IOException {
    long start = content.count();
    byte[] bytes = new byte[Math.min(total, FIRST_CHUNK)];
    int filled = 0;
    while (filled < total) {
      if (filled == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(total, 2L * filled));
      }
      int read = content.read(bytes, filled, bytes.length - filled);
      if (read < 0) {
        throw file.damaged(
            "ends at byte %d, but its header promises %d bytes: %s.",
            content.count(), start + total, shape);
      }
      filled += read;
      if (filled > RATIO_SLACK + MAX_RATIO * packed.count()) {
        throw file.damaged(
            "unpacks to more than %d times its size at byte %d, which no image file does.",
            MAX_RATIO, content.count());
      }
    }
    return bytes;
  }
}
