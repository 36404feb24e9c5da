package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.device.ConvolutionJob;
import io.feedalign.backend.cuda.device.KernelModule;
import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.backend.cuda.device.LibraryCall;
import io.feedalign.ir.Geometry;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** A convolution by its definition, in double sums: right for every window, and slow. */
final class DirectCall implements LibraryCall {
  private final ConvolutionJob job;
  private final KernelModule kernels;

  private DirectCall(ConvolutionJob job, KernelModule kernels) {
    this.job = job;
    this.kernels = kernels;
  }

  static DirectCall of(ConvolutionJob job, Function<String, KernelModule> compiler) {
    return new DirectCall(job, compiler.apply(source(job)));
  }

  /** The text of its kernels. */
  static String source(ConvolutionJob job) {
    return "typedef "
        + type(job.input())
        + " input_t;\ntypedef "
        + type(job.output())
        + " output_t;\n"
        + KernelResource.with("direct.cu", constants(job));
  }

  private static String type(DType type) {
    return type == DType.BF16 ? "unsigned short" : "float";
  }

  private static Map<String, Long> constants(ConvolutionJob job) {
    Map<String, Long> constants = new LinkedHashMap<>();
    sizes(constants, job.image(), "N", "C", "H", "W");
    sizes(constants, job.signal(), "N", "O", "P", "Q");
    Geometry window = job.geometry();
    pair(constants, "K", window.kernel());
    pair(constants, "STRIDE_", window.stride());
    pair(constants, "DILATION_", window.dilation());
    constants.put("TOP", (long) window.padding().top());
    constants.put("LEFT", (long) window.padding().left());
    constants.put("GROUPS", (long) window.groups());
    return constants;
  }

  private static void sizes(Map<String, Long> constants, Shape shape, String... names) {
    for (int i = 0; i < names.length; i++) {
      constants.put(names[i], (long) shape.size(i));
    }
  }

  private static void pair(Map<String, Long> constants, String name, Geometry.Pair pair) {
    constants.put(name + "H", (long) pair.h());
    constants.put(name + "W", (long) pair.w());
  }

  @Override
  public long workspaceBytes() {
    return 0;
  }

  @Override
  public String algorithm() {
    return "by definition";
  }

  @Override
  public Runnable bind(long[] addresses, long workspace) {
    return kernels.launch(job.verb().name().toLowerCase(Locale.ROOT), shape(job), addresses);
  }

  /** A block for each weight, or a thread for each other result. */
  static LaunchShape shape(ConvolutionJob job) {
    return switch (job.verb()) {
      case DRIVE -> LaunchShape.over(job.signal().elements());
      case PULL -> LaunchShape.over(job.image().elements());
      case CORRELATE ->
          new LaunchShape(Math.toIntExact(job.weight().elements()), LaunchShape.THREADS);
    };
  }

  @Override
  public void close() {
    kernels.close();
  }
}
