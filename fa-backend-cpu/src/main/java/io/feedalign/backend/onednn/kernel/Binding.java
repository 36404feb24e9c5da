package io.feedalign.backend.onednn.kernel;

import io.feedalign.backend.WorkingMemory;
import io.feedalign.backend.cpu.Holdings;
import io.feedalign.backend.cpu.Views;
import io.feedalign.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.javacpp.Pointer;

/** The native objects of one bound program: made while it is bound, released together. */
public final class Binding implements Holdings {
  private final Session session;
  private final Views views;
  private final Transients transients = new Transients();
  private final List<Pointer> kept = new ArrayList<>();
  private final primitive_attr plain;
  private long lasting;

  /** A binding of values that lie where the views say. */
  public Binding(Session session, Views views) {
    this.session = session;
    this.views = views;
    plain = attributes();
  }

  engine engine() {
    return session.engine();
  }

  Session session() {
    return session;
  }

  Views views() {
    return views;
  }

  /** Attributes of every primitive: no rounding of operands, scratch memory from us. */
  primitive_attr plain() {
    return plain;
  }

  /** The same with what an epilogue does after the bias. */
  primitive_attr with(Epilogue epilogue) {
    return epilogue.relu() ? rectifying() : plain;
  }

  /** The same with a ReLU at the end. */
  primitive_attr rectifying() {
    post_ops appended = keep(new post_ops());
    appended.append_eltwise(dnnl.algorithm.eltwise_relu, 0, 0);
    primitive_attr attributes = attributes();
    attributes.set_post_ops(appended);
    return attributes;
  }

  private primitive_attr attributes() {
    primitive_attr attributes = keep(new primitive_attr());
    attributes.set_scratchpad_mode(dnnl.scratchpad_mode.user);
    attributes.set_fpmath_mode(dnnl.fpmath_mode.strict);
    return attributes;
  }

  /** Keeps a native object for as long as the program is bound. */
  <P extends Pointer> P keep(P object) {
    kept.add(object);
    return object;
  }

  /** A value's memory as oneDNN sees it. */
  memory memory(Value value, memory.desc form) {
    return keep(new memory(form, engine(), views.pointer(value)));
  }

  /** Memory in a slot that all kernels share. */
  memory transientMemory(memory.desc form, Transients.Slot slot) {
    memory place = keep(new memory(form, engine(), new Pointer()));
    transients.use(place, form.get_size(), slot);
    return place;
  }

  /** Memory of its own, for what one kernel leaves for another. */
  memory lasting(memory.desc form) {
    lasting += form.get_size();
    return keep(new memory(form, engine()));
  }

  /** What is made from now on belongs to another kernel, which runs at another time. */
  public void nextKernel() {
    transients.nextKernel();
  }

  /** Gives the transient memories their place; after the last kernel was bound. */
  public void seal() {
    transients.seal(views.shared());
  }

  @Override
  public WorkingMemory working() {
    return new WorkingMemory(lasting, transients.bytes());
  }

  @Override
  public void close() {
    transients.close();
    Collections.reverse(kept);
    kept.forEach(Pointer::close);
    kept.clear();
  }
}
