package io.feedalign.bench.floor;

import io.feedalign.tensor.DType;
import java.util.function.Supplier;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.primitive_attr;

/** How fast memory is, on blocks that no cache holds. */
final class Bandwidth {
  private static final long ELEMENTS = 32L << 20;

  private Bandwidth() {}

  /** Bytes read and written in a second: of a copy, or of a change in place if that is faster. */
  static double measure(Supplier<Bare> library) {
    double least = Math.min(seconds(library, false), seconds(library, true));
    return 2.0 * ELEMENTS * Float.BYTES / least;
  }

  private static double seconds(Supplier<Bare> library, boolean inPlace) {
    try (Bare bare = library.get()) {
      memory.desc block = bare.form(new long[] {ELEMENTS}, DType.F32, format_tag.a);
      memory from = bare.memory(block);
      add(bare, block, from, inPlace ? from : bare.memory(block));
      return bare.seconds();
    }
  }

  private static void add(Bare bare, memory.desc block, memory from, memory to) {
    eltwise_forward.primitive_desc chosen =
        bare.keep(
            new eltwise_forward.primitive_desc(
                bare.engine(),
                dnnl.prop_kind.forward_inference,
                dnnl.algorithm.eltwise_relu,
                block,
                block,
                0,
                0,
                bare.keep(new primitive_attr()),
                false));
    bare.call(
        bare.keep(new eltwise_forward(chosen)),
        new int[] {dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_DST},
        from,
        to);
  }
}
