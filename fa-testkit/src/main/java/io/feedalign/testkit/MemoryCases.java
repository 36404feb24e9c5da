package io.feedalign.testkit;

import io.feedalign.ir.Binary;
import io.feedalign.ir.Draw;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Programs of several instructions, in which chains, states and shared places meet. */
final class MemoryCases {

  private MemoryCases() {}

  static List<ProgramCase> all() {
    List<ProgramCase> cases = new ArrayList<>();
    for (Form form : PointwiseCases.FORMS) {
      cases.add(ProgramCase.single("momentum step " + form, s -> momentum(s, form)));
      cases.add(ProgramCase.single("signs with a norm " + form, s -> strict(s, form)));
      cases.add(ProgramCase.single("several results " + form, s -> several(s, form)));
      cases.add(ProgramCase.single("in place " + form, s -> inPlace(s, form)));
      cases.add(ProgramCase.single("random signs " + form, s -> random(s, form)));
      if (form.shape().rank() > 1) {
        cases.add(ProgramCase.single("vectors along axes " + form, s -> vectors(s, form)));
      }
    }
    cases.add(ProgramCase.single("states swapped", MemoryCases::swapped));
    cases.add(ProgramCase.single("a read that is a feed", s -> s.read(s.normal(Form.SCALAR))));
    cases.add(new ProgramCase("a training step", 1e-4, TrainingStep::write));
    return cases;
  }

  private static Value state(Sketch sketch, Form form) {
    return sketch.state(form, Numbers.normal(91 + sketch.numbers().size(), form.shape()));
  }

  /** {@code m <- 0.9 m + g; w <- w - rate m}: both states are read and assigned in one chain. */
  private static void momentum(Sketch sketch, Form form) {
    Emitter emit = sketch.emit();
    Value weight = state(sketch, form);
    Value momentum = state(sketch, form);
    Value next = emit.add(emit.scale(momentum, 0.9), sketch.normal(form));
    Value step = emit.multiply(next, sketch.scalar(0.125));
    emit.assign(momentum, next);
    emit.assign(weight, emit.subtract(weight, step));
    sketch.read(step);
  }

  /** {@code rms sgn w}, with the scalar made by a reduction in between. */
  private static void strict(Sketch sketch, Form form) {
    Emitter emit = sketch.emit();
    Value weight = state(sketch, form);
    Value sign = emit.sign(weight);
    Value size = emit.divide(emit.norm(weight), emit.norm(sign));
    sketch.read(emit.multiply(sign, size));
    emit.assign(weight, emit.affine(emit.abs(weight), -0.5, 0.25));
  }

  private static void several(Sketch sketch, Form form) {
    Emitter emit = sketch.emit();
    Value a = sketch.normal(form);
    Value b = sketch.normal(form);
    Value sum = emit.add(a, b);
    Value tanh = emit.apply(Unary.Function.TANH, sum);
    Value gate = emit.apply(Binary.Function.TANH_GATE, b, tanh);
    Value cut = emit.clamp(emit.subtract(gate, a), -1, 1);
    sketch.read(sum, gate, cut);
  }

  /** Each pointwise result may take the place of an operand that dies there. */
  private static void inPlace(Sketch sketch, Form form) {
    Emitter emit = sketch.emit();
    Value noise = emit.normal(1, form, new Draw(5, sketch.integer(1)));
    Value other = emit.uniform(-1, 1, form, new Draw(6, sketch.integer(2)));
    Value total = emit.sum(emit.multiply(noise, noise));
    Value mixed = emit.multiply(emit.add(noise, other), total);
    Value squared = emit.sum(emit.multiply(mixed, mixed));
    sketch.read(emit.divide(emit.subtract(mixed, sketch.normal(form)), emit.norm(mixed)), squared);
  }

  private static void random(Sketch sketch, Form form) {
    Emitter emit = sketch.emit();
    Value drawn = emit.normal(0.5, form, new Draw(77, sketch.integer(4)));
    sketch.read(emit.multiply(emit.abs(drawn), emit.sign(state(sketch, form))));
  }

  private static void vectors(Sketch sketch, Form form) {
    Emitter emit = sketch.emit();
    Value rows = sketch.normal(Form.parameter(Shape.of(form.shape().size(0))));
    Value channels = sketch.normal(Form.parameter(Shape.of(form.shape().size(1))));
    Value x = emit.addChannels(sketch.normal(form), channels);
    Value relu = emit.apply(Unary.Function.RELU, x);
    Value scaled = emit.scaleAxis(emit.scaleAxis(relu, rows, 0), channels, 1);
    sketch.read(relu, scaled, emit.sumToChannels(scaled));
  }

  /** Every read of a state sees what it held when the program started. */
  private static void swapped(Sketch sketch) {
    Form form = Form.parameter(Shape.of(3, 19));
    Value a = state(sketch, form);
    Value b = state(sketch, form);
    Value grown = sketch.emit().affine(a, 2, 1);
    Value shrunk = sketch.emit().affine(b, 0.5, -1);
    sketch.emit().assign(a, shrunk);
    sketch.emit().assign(b, grown);
  }
}
