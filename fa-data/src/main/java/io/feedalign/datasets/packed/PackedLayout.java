package io.feedalign.datasets.packed;

import io.feedalign.datasets.image.Canvas;

/**
 * How a packed file is laid out, all numbers big-endian.
 *
 * <pre>
 * head     magic (8 bytes), offset of the index (8), pictures (8), offset of the remarks (8),
 *          length of the remarks (8), SHA-256 of index and remarks (32)
 * pictures each: its pixels, red, green and blue bytes row by row, then its name in UTF-8;
 *          one that could not be decoded: its name, a line feed, and why
 * index    each picture's class (4), width (4), height (4), length of the name (4), offset (8),
 *          CRC-32C of its pixels and name (4); one that could not be decoded has width and height 0
 * remarks  properties: resize, exif, decoder, digest, classes and the length of each part
 * </pre>
 */
final class PackedLayout {
  /** FAPACK02; what comes before the digits is the same in every version. */
  static final long MAGIC = 0x46415041434b3032L;

  /** The version that had no checksums of pictures. */
  static final long UNCHECKED = 0x46415041434b3031L;

  static final int HEAD = 8 * 5 + 32;
  static final int ENTRY = 4 * 4 + 8 + 4;

  private PackedLayout() {}

  /** Bytes of a picture's pixels. */
  static int pixels(int width, int height) {
    return Math.toIntExact((long) width * height * Canvas.CHANNELS);
  }
}
