package io.feedalign.backend.onednn.kernel;

import io.feedalign.ir.Value;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;

/** Operands in a layout that a primitive prefers, beside the plain ones that programs know. */
final class Reorders {
  private Reorders() {}

  /**
   * What a primitive wants in place of a plain operand.
   *
   * @param form the wanted layout
   * @param slot where it may lie meanwhile
   */
  record Wish(memory.desc form, Transients.Slot slot) {}

  /** A place to read in the wanted layout; adds the call that fills it, if one is needed. */
  static memory reading(Binding binding, memory plain, Wish wish, List<Call> before) {
    if (plain.get_desc().equals(wish.form)) {
      return plain;
    }
    memory packed = binding.transientMemory(wish.form, wish.slot);
    before.add(call(binding, plain, packed));
    return packed;
  }

  /** A place to write in the wanted layout; adds the call that empties it, if one is needed. */
  static memory writing(Binding binding, memory plain, Wish wish, List<Call> after) {
    if (plain.get_desc().equals(wish.form)) {
      return plain;
    }
    memory packed = binding.transientMemory(wish.form, wish.slot);
    after.add(call(binding, packed, plain));
    return packed;
  }

  /** A value's elements in another type: how bf16 copies are made. */
  static Call cast(Binding binding, Value from, Value to) {
    return call(binding, binding.memory(from, Forms.of(from)), binding.memory(to, Forms.of(to)));
  }

  /** A copy from one layout or type to another. */
  static Call call(Binding binding, memory from, memory to) {
    reorder.primitive_desc chosen =
        new reorder.primitive_desc(
            binding.engine(),
            from.get_desc(),
            binding.engine(),
            to.get_desc(),
            binding.plain(),
            false);
    return Call.of(binding, new reorder(chosen), chosen)
        .with(dnnl.DNNL_ARG_FROM, from)
        .with(dnnl.DNNL_ARG_TO, to)
        .done();
  }
}
