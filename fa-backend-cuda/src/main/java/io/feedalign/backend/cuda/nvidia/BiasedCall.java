package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.device.KernelModule;
import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.backend.cuda.device.LibraryCall;
import io.feedalign.backend.cuda.device.ProductJob;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A product, and a kernel that adds a bias to it: for what the library cannot do at once.
 *
 * @param inner the product by itself
 * @param adder the kernel
 */
record BiasedCall(ProductJob job, LibraryCall inner, KernelModule adder) implements LibraryCall {
  /**
   * A job by a call for the same product without its bias.
   *
   * @param inner closed with this one
   * @param compiler makes the kernel that adds
   */
  static BiasedCall of(ProductJob job, LibraryCall inner, Function<String, KernelModule> compiler) {
    return new BiasedCall(job, inner, compiler.apply(source(job)));
  }

  /** The text of the kernel that adds. */
  static String source(ProductJob job) {
    Map<String, Long> sizes = Map.of("COUNT", count(job), "COLUMNS", (long) job.columns());
    return KernelResource.with("bias.cu", new TreeMap<>(sizes));
  }

  private static long count(ProductJob job) {
    return (long) job.rows() * job.columns();
  }

  @Override
  public long workspaceBytes() {
    return inner.workspaceBytes();
  }

  @Override
  public String algorithm() {
    return inner.algorithm() + ", then its bias";
  }

  @Override
  public Runnable bind(long[] addresses, long workspace) {
    long bias = addresses[2];
    long output = addresses[3];
    Runnable multiply = inner.bind(new long[] {addresses[0], addresses[1], output}, workspace);
    LaunchShape shape = LaunchShape.over(count(job));
    Runnable add = adder.launch("add_bias", shape, new long[] {bias, output});
    return () -> {
      multiply.run();
      add.run();
    };
  }

  @Override
  public void close() {
    inner.close();
    adder.close();
  }
}
