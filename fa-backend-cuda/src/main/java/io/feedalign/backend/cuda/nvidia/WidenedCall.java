package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.device.ConvolutionJob;
import io.feedalign.backend.cuda.device.KernelModule;
import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.backend.cuda.device.LibraryCall;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A convolution of bf16 numbers done on copies of them in f32, which hold them exactly. */
final class WidenedCall implements LibraryCall {
  private static final long ALIGNMENT = 256;

  private final ConvolutionJob job;
  private final LibraryCall inner;
  private final List<KernelModule> casts;

  private WidenedCall(ConvolutionJob job, LibraryCall inner, List<KernelModule> casts) {
    this.job = job;
    this.inner = inner;
    this.casts = casts;
  }

  /** The same job on f32. */
  static ConvolutionJob wide(ConvolutionJob job) {
    return new ConvolutionJob(
        job.verb(), job.geometry(), job.image(), job.weight(), job.signal(), DType.F32, DType.F32);
  }

  /**
   * A job by a call for the same one on f32.
   *
   * @param inner closed with this one
   * @param compiler makes the kernels that cast
   */
  static WidenedCall of(
      ConvolutionJob job, LibraryCall inner, Function<String, KernelModule> compiler) {
    List<KernelModule> casts = new ArrayList<>();
    JobShapes.of(job).forEach(shape -> casts.add(compiler.apply(source(shape))));
    return new WidenedCall(job, inner, casts);
  }

  /** The text of the kernels that cast so many elements. */
  static String source(Shape shape) {
    return KernelResource.with("widen.cu", Map.of("COUNT", shape.elements()));
  }

  @Override
  public long workspaceBytes() {
    return offset(3) + inner.workspaceBytes();
  }

  @Override
  public String algorithm() {
    return "widened to f32, " + inner.algorithm();
  }

  @Override
  public Runnable bind(long[] addresses, long workspace) {
    Runnable first = cast("widen", 0, addresses[0], workspace);
    Runnable second = cast("widen", 1, addresses[1], workspace + offset(1));
    boolean narrowed = job.output() == DType.BF16;
    long result = narrowed ? workspace + offset(2) : addresses[2];
    Runnable convolution =
        inner.bind(new long[] {workspace, workspace + offset(1), result}, workspace + offset(3));
    Runnable last = narrowed ? cast("narrow", 2, result, addresses[2]) : () -> {};
    return () -> {
      first.run();
      second.run();
      convolution.run();
      last.run();
    };
  }

  private Runnable cast(String kernel, int operand, long from, long to) {
    LaunchShape shape = LaunchShape.over(JobShapes.of(job).get(operand).elements());
    return casts.get(operand).launch(kernel, shape, new long[] {from, to});
  }

  /** Where the wide copy of an operand begins in the workspace; after the last: what is left. */
  private long offset(int operand) {
    long used = 0;
    for (int i = 0; i < operand; i++) {
      boolean copied = i < 2 || job.output() == DType.BF16;
      long bytes = copied ? JobShapes.of(job).get(i).elements() * Float.BYTES : 0;
      used += (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
    return used;
  }

  @Override
  public void close() {
    inner.close();
    casts.forEach(KernelModule::close);
  }
}
