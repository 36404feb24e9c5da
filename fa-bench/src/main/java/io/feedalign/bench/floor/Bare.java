package io.feedalign.bench.floor;

import io.feedalign.ir.Form;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;

/** oneDNN by itself: primitives on memory of their own, run one after the other. */
final class Bare implements AutoCloseable {
  /** As f32 and as bf16 about 0.01: no zeros to skip, no subnormal numbers, no overflow. */
  private static final int PATTERN = 0x3c;

  private final engine engine;
  private final stream stream;
  private final List<Pointer> kept = new ArrayList<>();
  private final List<Runnable> before = new ArrayList<>();
  private final List<Runnable> calls = new ArrayList<>();
  private final List<Runnable> after = new ArrayList<>();

  Bare(engine engine, stream stream) {
    this.engine = engine;
    this.stream = stream;
  }

  engine engine() {
    return engine;
  }

  <P extends Pointer> P keep(P object) {
    kept.add(object);
    return object;
  }

  /** Memory that has been written to, so that it has pages of its own. */
  memory memory(memory.desc form) {
    memory place = keep(new memory(form, engine));
    Pointer.memset(place.get_data_handle(), PATTERN, form.get_size());
    return place;
  }

  /** What a primitive reads, if the data lies in another form: reordered before. */
  memory given(memory.desc lying, memory.desc wanted) {
    memory place = memory(wanted);
    if (!lying.equals(wanted)) {
      before.add(reorder(memory(lying), place));
    }
    return place;
  }

  /** What a primitive writes, if the data is to lie in another form: reordered afterwards. */
  memory made(memory.desc wanted, memory.desc lying) {
    memory place = memory(wanted);
    if (!lying.equals(wanted)) {
      after.add(reorder(place, memory(lying)));
    }
    return place;
  }

  private Runnable reorder(memory from, memory to) {
    reorder move = keep(new reorder(from, to));
    return () -> move.execute(stream, from, to);
  }

  /** Adds a primitive: names of its arguments, and the memories in the same order. */
  void call(primitive made, int[] names, memory... places) {
    keep(made);
    IntMemoryMap arguments = keep(new IntMemoryMap());
    for (int i = 0; i < names.length; i++) {
      arguments.put(names[i], places[i]);
    }
    calls.add(() -> made.execute(stream, arguments));
  }

  /** Whether data had to be reordered for a primitive. */
  boolean reorders() {
    return !before.isEmpty() || !after.isEmpty();
  }

  /** The shortest time of all calls together. */
  double seconds() {
    return LeastTime.of(
        () -> {
          before.forEach(Runnable::run);
          calls.forEach(Runnable::run);
          after.forEach(Runnable::run);
          stream._wait();
        });
  }

  /** Elements in a layout. */
  memory.desc form(long[] sizes, DType type, memory.format_tag tag) {
    memory.data_type word =
        switch (type) {
          case F32 -> memory.data_type.f32;
          case BF16 -> memory.data_type.bf16;
          case I32 -> memory.data_type.s32;
          case U8 -> memory.data_type.u8;
        };
    return keep(new memory.desc(sizes, word, tag));
  }

  /** Elements of a shape in a layout. */
  memory.desc form(Form form, memory.format_tag tag) {
    return form(sizes(form.shape()), form.type(), tag);
  }

  static long[] sizes(Shape shape) {
    long[] sizes = new long[shape.rank()];
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = shape.size(axis);
    }
    return sizes;
  }

  @Override
  public void close() {
    Collections.reverse(kept);
    kept.forEach(Pointer::close);
    kept.clear();
  }
}
