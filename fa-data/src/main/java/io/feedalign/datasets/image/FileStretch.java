package io.feedalign.datasets.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A stretch of a file as a stream that knows its place in the file, and skips without reading. */
final class FileStretch extends InputStream {
  private final FileChannel file;
  private final long end;
  private final ByteBuffer ahead = ByteBuffer.allocate(1 << 10).limit(0);
  private long next;

  FileStretch(FileChannel file, long start, long end) {
    this.file = file;
    this.end = end;
    this.next = start;
  }

  /** Where in the file the next byte lies. */
  long place() {
    return next - ahead.remaining();
  }

  @Override
  public int read() throws IOException {
    return fill() ? ahead.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, ahead.remaining());
    ahead.get(into, offset, count);
    return count;
  }

  private boolean fill() throws IOException {
    if (!ahead.hasRemaining() && next < end) {
      ahead.clear().limit((int) Math.min(ahead.capacity(), end - next));
      next += Math.max(0, file.read(ahead, next));
      ahead.flip();
    }
    return ahead.hasRemaining();
  }

  @Override
  public long skip(long count) {
    long from = place();
    long to = Math.min(end, from + Math.max(0, count));
    if (to - from <= ahead.remaining()) {
      ahead.position(ahead.position() + (int) (to - from));
    } else {
      ahead.limit(0);
      next = to;
    }
    return to - from;
  }
}
