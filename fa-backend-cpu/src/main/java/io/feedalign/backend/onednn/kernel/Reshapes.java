package io.feedalign.backend.onednn.kernel;

import io.feedalign.backend.cpu.Kernel;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Reshape;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Layout;
import java.util.Optional;
import org.bytedeco.dnnl.memory;

/**
 * Images that lie channels last turned into rows in logical order, and rows into such images: a
 * reordering of bytes, as channels come first in logical order.
 */
final class Reshapes {
  private Reshapes() {}

  /** The primitive for a reshape between images and anything else; empty for another step. */
  static Optional<Kernel> bind(Instruction step, Binding binding) {
    if (!(step.op() instanceof Reshape)) {
      return Optional.empty();
    }
    Value from = step.inputs().get(0);
    Value to = step.output();
    boolean known = from.type() == DType.F32 || from.type() == DType.BF16;
    if (!known || images(from) == images(to)) {
      return Optional.empty();
    }
    Value images = images(from) ? from : to;
    memory.desc logical = Forms.logical(images);
    memory source = binding.memory(from, images(from) ? Forms.of(from) : logical);
    memory target = binding.memory(to, images(to) ? Forms.of(to) : logical);
    return Optional.of(Reorders.call(binding, source, target));
  }

  private static boolean images(Value value) {
    return value.shape().rank() == 4 && value.layout() == Layout.CHANNELS_LAST;
  }
}
