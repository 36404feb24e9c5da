package io.feedalign.datasets.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails, rather than goes on, beyond a number of bytes. */
final class Limited extends FilterInputStream {
  private final long limit;
  private long left;

  Limited(InputStream in, long limit) {
    super(in);
    this.limit = limit;
    this.left = limit;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    spend(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read = super.read(bytes, from, length);
    spend(Math.max(0, read));
    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(count);
    spend(skipped);
    return skipped;
  }

  private void spend(long bytes) throws IOException {
    left -= bytes;
    if (left < 0) {
      throw new IOException("the archive unpacks to more than " + limit + " bytes");
    }
  }
}
