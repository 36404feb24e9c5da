package io.feedalign.datasets.packed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of any length in memory: windows of a gibibyte that overlap, so that a stretch which is
 * not too long lies in one of them. For all threads.
 */
final class MappedFile {
  private static final int SHIFT = 30;
  private static final int OVERLAP = 1 << 28;

  private final List<ByteBuffer> windows = new ArrayList<>();
  private final long size;

  MappedFile(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path)) {
      size = file.size();
      for (long start = 0; start < size; start += 1L << SHIFT) {
        long length = Math.min(size - start, (1L << SHIFT) + OVERLAP);
        windows.add(file.map(MapMode.READ_ONLY, start, length));
      }
    }
  }

  long size() {
    return size;
  }

  /** Copies a stretch of at most a quarter of a gibibyte. */
  void read(long offset, byte[] into, int at, int length) {
    windows.get((int) (offset >> SHIFT)).get(within(offset), into, at, length);
  }

  /** A view of a stretch of at most a quarter of a gibibyte. */
  ByteBuffer stretch(long offset, int length) {
    return windows.get((int) (offset >> SHIFT)).slice(within(offset), length);
  }

  int intAt(long offset) {
    return windows.get((int) (offset >> SHIFT)).getInt(within(offset));
  }

  long longAt(long offset) {
    return windows.get((int) (offset >> SHIFT)).getLong(within(offset));
  }

  private static int within(long offset) {
    return (int) (offset & ((1L << SHIFT) - 1));
  }
}
