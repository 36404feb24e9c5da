package io.feedalign.backend.cuda.plan;

import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;

/**
 * How blocks of threads walk over a row-major matrix column by column: {@code ColumnWalk} of {@code
 * reduce.cu}. It follows from the matrix alone, so that every device adds in the same order.
 *
 * @param rows of the matrix
 * @param columns of the matrix
 * @param width neighbouring columns that a thread reads at once
 * @param tile how many of such packs a block works on
 * @param per rows of a chunk: what one block works on
 */
record ColumnWalk(long rows, int columns, int width, int tile, long per) {
  private static final int NEIGHBOURS = 256;
  private static final int READ_SHARE = 32 << 10;
  private static final int READ_BLOCKS = 1024;
  private static final int READ_AT_ONCE = 8;
  private static final int WRITE_SHARE = 8 << 10;
  private static final int WRITE_BLOCKS = 2048;
  private static final int WRITE_AT_ONCE = 2;
  private static final int ENOUGH_BLOCKS = 256;

  /** A walk with one chunk. */
  static ColumnWalk whole(long rows, int columns, int bytes) {
    int width = Widths.dividing(columns, bytes);
    int packs = columns / width;
    int tiles = (int) Widths.ceil(packs, Math.max(1, NEIGHBOURS / (width * bytes)));
    return new ColumnWalk(rows, columns, width, (int) Widths.ceil(packs, tiles), rows);
  }

  /** The rows and channels of a value (N, C) or (N, C, H, W). */
  static ColumnWalk channels(Value value, int bytes) {
    Shape shape = value.shape();
    return whole(shape.elements() / shape.size(1), shape.size(1), bytes);
  }

  /** Chunks for a pass that adds up, whose chunks cost something again. */
  ColumnWalk forReading(int bytes) {
    long blocks = Math.min(READ_BLOCKS, rows * columns * bytes / READ_SHARE);
    return chunked(Math.max(1, blocks / tiles()), READ_AT_ONCE);
  }

  /** At most so many chunks. */
  ColumnWalk atMost(int chunks) {
    return chunks() <= chunks ? this : chunked(chunks, READ_AT_ONCE);
  }

  /** Chunks for a pass that reads and writes. */
  ColumnWalk forWriting(int bytes) {
    long matrix = rows * columns * bytes;
    long few = Math.min(ENOUGH_BLOCKS, matrix / WRITE_SHARE);
    long many = Math.min(WRITE_BLOCKS, matrix / READ_SHARE);
    return chunked(Math.max(1, Math.max(few, many) / tiles()), WRITE_AT_ONCE);
  }

  /** The same matrix with a narrow tile: for many columns and few rows. */
  ColumnWalk narrow(int packs) {
    return new ColumnWalk(rows, columns, width, Math.min(tile, packs), per);
  }

  private ColumnWalk chunked(long chunks, int atOnce) {
    long step = (long) atOnce * (LaunchShape.THREADS / tile);
    long share = Widths.ceil(Widths.ceil(rows, chunks), step) * step;
    return new ColumnWalk(rows, columns, width, tile, Math.min(rows, share));
  }

  int tiles() {
    return (int) Widths.ceil(columns / width, tile);
  }

  int chunks() {
    return (int) Widths.ceil(rows, per);
  }

  /** Columns of a block. */
  int span() {
    return tile * width;
  }

  /** Bytes of a table that keeps so many floats of each column and chunk. */
  long tableBytes(int floats) {
    return (long) chunks() * columns * floats * Float.BYTES;
  }

  LaunchShape shape() {
    return new LaunchShape(Math.multiplyExact(tiles(), chunks()), LaunchShape.THREADS);
  }

  /** The C type. */
  String type() {
    String sizes = rows + "LL, " + columns + ", " + width + ", " + tile + ", " + per + "LL";
    return "ColumnWalk<" + sizes + ">";
  }
}
