package io.feedalign.backend.cuda.plan;

import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Op;
import io.feedalign.ir.Program;
import io.feedalign.ir.Tape;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A program on operands that hold no numbers, so that they may be large. */
final class OnTape {
  private final Tape tape = new Tape(new AtomicInteger());
  private final List<Value> feeds = new ArrayList<>();

  /** One operation on operands of these forms. */
  static Lowered lowered(Op op, Form... forms) {
    return new OnTape().with(op, forms).lowered();
  }

  /** The launches of one operation. */
  static List<LaunchShape> launches(Op op, Form... forms) {
    return lowered(op, forms).stages().stream()
        .map(stage -> ((Stage.Kernel) stage).shape())
        .toList();
  }

  static Form image(DType type, int... sizes) {
    return Form.activation(Shape.of(sizes)).withType(type);
  }

  static Form floats(int... sizes) {
    return Form.parameter(Shape.of(sizes));
  }

  Value feed(Form form) {
    Value fed = tape.declare("feed" + feeds.size(), form);
    feeds.add(fed);
    return fed;
  }

  List<Value> write(Op op, Value... operands) {
    return Emitter.on(tape).write(op, operands);
  }

  OnTape with(Op op, Form... forms) {
    Value[] operands = new Value[forms.length];
    for (int i = 0; i < forms.length; i++) {
      operands[i] = feed(forms[i]);
    }
    write(op, operands);
    return this;
  }

  Program program() {
    return new Program("test", Cadence.ON_DEMAND, tape.instructions(), feeds, List.of(), List.of());
  }

  Lowered lowered() {
    return LoweringTable.lowering().lower(program());
  }
}
