package io.feedalign.backend.onednn.kernel;

import io.feedalign.backend.cpu.Kernel;
import io.feedalign.error.FaException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc_base;

/** One primitive with its arguments, ready to execute without a further object. */
final class Call implements Kernel {
  private final dnnl_primitive primitive;
  private final dnnl_stream stream;
  private final dnnl_exec_arg_t arguments;
  private final int count;

  private Call(Binding binding, primitive made, List<Argument> given) {
    primitive = made.get();
    stream = binding.session().stream().get();
    count = given.size();
    arguments = binding.keep(new dnnl_exec_arg_t(count));
    for (int i = 0; i < count; i++) {
      arguments.position(i).arg(given.get(i).name).memory(given.get(i).place.get());
    }
    arguments.position(0);
  }

  private record Argument(int name, memory place) {}

  /** Collects the arguments of a primitive. */
  static Call.Maker of(Binding binding, primitive made, primitive_desc_base chosen) {
    Maker maker = new Maker(binding, binding.keep(made));
    memory.desc scratch = chosen.scratchpad_desc();
    if (scratch.get_size() > 0) {
      maker.with(
          dnnl.DNNL_ARG_SCRATCHPAD, binding.transientMemory(scratch, Transients.Slot.SCRATCHPAD));
    }
    return maker;
  }

  /** A call whose arguments are still being named. */
  static final class Maker {
    private final Binding binding;
    private final primitive made;
    private final List<Argument> arguments = new ArrayList<>();

    private Maker(Binding binding, primitive made) {
      this.binding = binding;
      this.made = made;
    }

    Maker with(int name, memory place) {
      arguments.add(new Argument(name, place));
      return this;
    }

    Call done() {
      return new Call(binding, made, arguments);
    }
  }

  @Override
  public void run() {
    int status = dnnl.dnnl_primitive_execute(primitive, stream, count, arguments);
    if (status != dnnl.dnnl_success) {
      throw FaException.internal("oneDNN could not execute a primitive: status " + status + ".");
    }
  }
}
