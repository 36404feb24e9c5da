package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.device.ConvolutionJob;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.util.List;

/** The operands of a convolution in the order of its verb: two inputs, the output. */
final class JobShapes {
  private JobShapes() {}

  static List<Shape> of(ConvolutionJob job) {
    return switch (job.verb()) {
      case DRIVE -> List.of(job.image(), job.weight(), job.signal());
      case PULL -> List.of(job.signal(), job.weight(), job.image());
      case CORRELATE -> List.of(job.image(), job.signal(), job.weight());
    };
  }

  /** Bytes of one of them. */
  static long bytes(ConvolutionJob job, int operand) {
    DType type = operand < 2 ? job.input() : job.output();
    return of(job).get(operand).elements() * type.bytes();
  }
}
