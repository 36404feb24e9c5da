package io.feedalign.backend.cuda.plan;

import io.feedalign.backend.cuda.device.LaunchShape;

/**
 * The sums of segments of neighbours: {@code segment_sums} of {@code reduce.cu}, in two launches
 * where segments are long.
 *
 * @param count segments
 * @param length elements of each
 * @param per elements of a part; a part becomes one sum
 * @param group threads that share a part
 * @param width neighbours that a thread reads at once
 */
record SegmentSums(long count, long length, long per, int group, int width) {
  private static final int SHARE = 32 << 10;
  private static final int BLOCKS = 1024;
  private static final int DEPTH = 4;

  /** Segments of elements of so many bytes. */
  static SegmentSums of(long count, long length, int bytes) {
    int width = count == 1 ? Widths.full(bytes) : Widths.dividing(length, bytes);
    return cut(count, length, bytes, width);
  }

  /** Segments whose elements cannot be read several at once. */
  static SegmentSums one(long length) {
    return cut(1, length, Float.BYTES, 1);
  }

  private static SegmentSums cut(long count, long length, int bytes, int width) {
    long blocks = Math.min(BLOCKS, count * length * bytes / SHARE);
    long parts = Math.max(1, blocks / count);
    if (parts == 1) {
      int group = Widths.power(length / ((long) DEPTH * width), 1, LaunchShape.THREADS);
      return new SegmentSums(count, length, Widths.ceil(length, width) * width, group, width);
    }
    long step = (long) LaunchShape.THREADS * DEPTH * width;
    long per = Widths.ceil(Widths.ceil(length, parts), step) * step;
    return new SegmentSums(count, length, per, LaunchShape.THREADS, width);
  }

  long parts() {
    return Widths.ceil(length, per);
  }

  private LaunchShape shape() {
    long blocks = Widths.ceil(count * parts(), LaunchShape.THREADS / group);
    return new LaunchShape(Math.toIntExact(blocks), LaunchShape.THREADS);
  }

  /** Writes the launches. */
  void write(Term term, Target target, StageWriter writer) {
    boolean last = parts() == 1;
    Operand partial = last ? null : writer.workspace(count * parts() * Float.BYTES);
    KernelCall call = new KernelCall();
    String from = term.in(call);
    String to = partial == null ? target.in(call) : call.writes(partial);
    String sizes = count + "LL, " + length + "LL, " + per + "LL, " + group + ", " + width;
    String statement = "segment_sums<" + sizes + ">(" + from + ", " + to + ")";
    call.launch("segment_sums", statement, shape(), writer);
    if (partial != null) {
      SegmentSums rest = of(count, parts(), Float.BYTES);
      rest.write(in -> "Plain<float>{" + in.reads(partial) + "}", target, writer);
    }
  }

  /** What is summed, as an expression over parameters of a kernel. */
  @FunctionalInterface
  interface Term {
    String in(KernelCall call);
  }

  /** Where sums go, as a parameter of a kernel. */
  @FunctionalInterface
  interface Target {
    String in(KernelCall call);
  }
}
