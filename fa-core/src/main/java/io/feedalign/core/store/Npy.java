package io.feedalign.core.store;

import io.feedalign.error.FaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Reads one npy array: a magic number, a version, a header and the elements. Elements of any byte
 * order, in C or Fortran order, come out little-endian and row-major.
 */
final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MOST_HEADER_BYTES = 1 << 16;

  private Npy() {}

  /** The error for an array that is damaged at one of its bytes. */
  interface Blame {
    FaException at(String what, long offset);
  }

  /** What an array may take, and whom to blame. */
  record Terms(long mostBytes, Blame blame) {}

  /** Reads an array that must end where the stream ends. */
  static StoredTensor read(InputStream in, Terms terms) throws IOException {
    byte[] start = exactly(in, MAGIC.length + 2, 0, terms);
    if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw terms.blame.at("it does not start as an npy array does", 0);
    }
    int version = start[MAGIC.length];
    if (version < 1 || version > 3 || start[MAGIC.length + 1] != 0) {
      throw terms.blame.at(
          "it has version " + version + "." + start[MAGIC.length + 1] + "; 1.0 to 3.0 can be read",
          MAGIC.length);
    }
    int at = start.length;
    byte[] length = exactly(in, version == 1 ? 2 : 4, at, terms);
    long headerBytes = 0;
    for (int i = length.length - 1; i >= 0; i--) {
      headerBytes = headerBytes << 8 | length[i] & 0xff;
    }
    if (headerBytes > MOST_HEADER_BYTES) {
      throw terms.blame.at("it says that its header has " + headerBytes + " bytes", at);
    }
    int header = at + length.length;
    byte[] text = exactly(in, (int) headerBytes, header, terms);
    NpyHeader.Blame blame = what -> terms.blame.at(what, header);
    NpyHeader read = NpyHeader.parse(new String(text, StandardCharsets.UTF_8), blame);
    return elements(in, read, header + headerBytes, terms);
  }

  private static StoredTensor elements(InputStream in, NpyHeader header, long at, Terms terms)
      throws IOException {
    long bytes = header.bytes(what -> terms.blame.at(what, at));
    if (bytes > terms.mostBytes) {
      throw terms.blame.at(
          "it says that it has " + bytes + " bytes of elements, more than this file can hold", at);
    }
    byte[] elements = exactly(in, (int) bytes, at, terms);
    if (in.read() >= 0) {
      throw terms.blame.at("something follows its elements", at + bytes);
    }
    ByteBuffer ordered = ByteBuffer.wrap(inOrder(header, elements)).order(ByteOrder.LITTLE_ENDIAN);
    return new StoredTensor(header.type(), header.sizes(), ordered);
  }

  /** Reads so many bytes; memory grows only with what is really there. */
  private static byte[] exactly(InputStream in, int bytes, long at, Terms terms)
      throws IOException {
    byte[] read = in.readNBytes(bytes);
    if (read.length < bytes) {
      throw terms.blame.at("it ends too early", at + read.length);
    }
    return read;
  }

  private static byte[] inOrder(NpyHeader header, byte[] elements) {
    int each = header.type().bytes();
    boolean swapped = header.bigEndian() && each > 1;
    boolean turned = header.fortran() && header.sizes().size() > 1;
    if (!swapped && !turned) {
      return elements;
    }
    byte[] ordered = new byte[elements.length];
    int[] index = new int[header.sizes().size()];
    for (int to = 0; to < elements.length; to += each) {
      int from = turned ? fortranPlace(index, header.sizes()) * each : to;
      for (int i = 0; i < each; i++) {
        ordered[to + i] = elements[from + (swapped ? each - 1 - i : i)];
      }
      advance(index, header.sizes());
    }
    return ordered;
  }

  private static int fortranPlace(int[] index, List<Long> sizes) {
    long place = 0;
    for (int axis = index.length - 1; axis >= 0; axis--) {
      place = place * sizes.get(axis) + index[axis];
    }
    return (int) place;
  }

  private static void advance(int[] index, List<Long> sizes) {
    for (int axis = index.length - 1; axis >= 0; axis--) {
      if (++index[axis] < sizes.get(axis)) {
        return;
      }
      index[axis] = 0;
    }
  }
}
