package io.feedalign.backend.cuda.plan;

import io.feedalign.backend.cuda.device.ConvolutionJob;
import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.backend.cuda.device.ProductJob;
import java.util.List;

/** One thing that is enqueued: a kernel of the program's source, or a library call. */
public sealed interface Stage {
  /** Its operands, in the order of the kernel's or the job's parameters. */
  List<Operand> operands();

  /** A generated kernel, by its name in the source. */
  record Kernel(String name, LaunchShape shape, List<Operand> operands) implements Stage {}

  /** A convolution. */
  record Convolution(ConvolutionJob job, List<Operand> operands) implements Stage {}

  /** A matrix product. */
  record Product(ProductJob job, List<Operand> operands) implements Stage {}
}
