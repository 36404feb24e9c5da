package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.device.ConvolutionJob;
import io.feedalign.backend.cuda.device.ProductJob;
import io.feedalign.ir.Geometry;
import java.util.Locale;

/** Jobs in one line, for keys, profiles and errors: equal jobs have equal lines. */
final class JobText {
  private JobText() {}

  static String of(ConvolutionJob job) {
    Geometry window = job.geometry();
    Geometry.Padding padding = window.padding();
    return lower(job.verb())
        + " image "
        + job.image()
        + " weight "
        + job.weight()
        + " signal "
        + job.signal()
        + " stride "
        + pair(window.stride())
        + " padding "
        + padding.top()
        + ","
        + padding.left()
        + ","
        + padding.bottom()
        + ","
        + padding.right()
        + " dilation "
        + pair(window.dilation())
        + " groups "
        + window.groups()
        + " "
        + lower(job.input())
        + " to "
        + lower(job.output());
  }

  static String of(ProductJob job) {
    return "product "
        + job.rows()
        + "x"
        + job.inner()
        + (job.transposeA() ? " transposed" : "")
        + " by "
        + job.inner()
        + "x"
        + job.columns()
        + (job.transposeB() ? " transposed" : "")
        + " "
        + lower(job.a())
        + " and "
        + lower(job.b())
        + " to "
        + lower(job.output())
        + (job.biased() ? " plus bias" : "");
  }

  private static String pair(Geometry.Pair pair) {
    return pair.h() + "x" + pair.w();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
