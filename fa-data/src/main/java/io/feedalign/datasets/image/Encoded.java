package io.feedalign.datasets.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of one picture file, in memory that is used again for the next. For one thread. */
public final class Encoded {
  /** The largest picture file that is read. */
  static final int MOST = 1 << 28;

  private byte[] bytes = new byte[1 << 16];
  private int length;

  /** The bytes; what comes after {@link #length()} is rubbish. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many bytes belong to the picture. */
  public int length() {
    return length;
  }

  /** An unsigned byte; one beyond the end is a damaged picture. */
  int at(int index) throws BadPicture {
    if (index < 0 || index >= length) {
      throw new BadPicture("is cut off: it ends at byte " + length + ", inside its header");
    }
    return bytes[index] & 0xff;
  }

  /** An unsigned number of two bytes, the high one first. */
  int pair(int index) throws BadPicture {
    return at(index) << 8 | at(index + 1);
  }

  /** Reads a part of a file, all of it. */
  void read(FileChannel file, long offset, long size) throws IOException, BadPicture {
    if (size > MOST) {
      throw new BadPicture("has " + size + " bytes; at most " + MOST + " are read");
    }
    resize((int) size);
    ByteBuffer into = ByteBuffer.wrap(bytes, 0, length);
    while (into.hasRemaining()) {
      if (file.read(into, offset + into.position()) < 0) {
        throw new EOFException("the file ends at byte " + (offset + into.position()));
      }
    }
  }

  /** Takes a copy of the given bytes. */
  public void set(byte[] picture) {
    resize(picture.length);
    System.arraycopy(picture, 0, bytes, 0, length);
  }

  private void resize(int size) {
    if (bytes.length < size) {
      bytes = new byte[size];
    }
    length = size;
  }
}
