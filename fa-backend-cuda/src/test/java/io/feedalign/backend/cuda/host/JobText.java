package io.feedalign.backend.cuda.host;

import io.feedalign.backend.cuda.device.ConvolutionJob;
import io.feedalign.backend.cuda.device.ProductJob;
import io.feedalign.error.FaException;
import io.feedalign.ir.Geometry;
import io.feedalign.tensor.DType;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The numbers of a job in the order in which the machine reads them. */
final class JobText {
  private JobText() {}

  static String of(ConvolutionJob job) {
    Geometry g = job.geometry();
    return numbers(
        job.verb().ordinal(),
        g.kernel().h(),
        g.kernel().w(),
        g.stride().h(),
        g.stride().w(),
        g.padding().top(),
        g.padding().left(),
        g.dilation().h(),
        g.dilation().w(),
        g.groups(),
        size(job.image().size(0)),
        size(job.image().size(1)),
        size(job.image().size(2)),
        size(job.image().size(3)),
        size(job.weight().size(0)),
        size(job.signal().size(2)),
        size(job.signal().size(3)),
        narrow(job.input()),
        narrow(job.output()));
  }

  static String of(ProductJob job) {
    return numbers(
        job.rows(),
        job.columns(),
        job.inner(),
        job.transposeA() ? 1 : 0,
        job.transposeB() ? 1 : 0,
        narrow(job.a()),
        narrow(job.b()),
        narrow(job.output()),
        job.biased() ? 1 : 0);
  }

  private static int size(long size) {
    return Math.toIntExact(size);
  }

  private static int narrow(DType type) {
    if (type != DType.F32 && type != DType.BF16) {
      throw FaException.internal("No library computes with " + type + ".");
    }
    return type == DType.BF16 ? 1 : 0;
  }

  private static String numbers(int... numbers) {
    return Arrays.stream(numbers).mapToObj(Integer::toString).collect(Collectors.joining(" "));
  }
}
