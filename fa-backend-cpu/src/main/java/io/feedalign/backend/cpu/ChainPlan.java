package io.feedalign.backend.cpu;

import io.feedalign.ir.Affine;
import io.feedalign.ir.Assign;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Form;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which steps of a chain share a loop: a product with one factor for all elements is computed in
 * the sum that alone reads it, and a gate whose result is only stored is done while storing.
 */
final class ChainPlan {
  private static final Op ADD = new Binary(Binary.Function.ADD);
  private static final Op SUBTRACT = new Binary(Binary.Function.SUBTRACT);
  private static final Op MULTIPLY = new Binary(Binary.Function.MULTIPLY);
  private static final Op GATE = new Binary(Binary.Function.RELU_GATE);

  private final Instruction whole;
  private final List<Instruction> steps;
  private final Form form;
  // Inputs that lie nowhere but are computed on the way.
  private final Set<Value> computed;
  private final Map<Instruction, Instruction> scalings = new HashMap<>();

  /**
   * A plan for an instruction.
   *
   * @param computed inputs that don't lie in memory
   */
  ChainPlan(Instruction whole, Set<Value> computed) {
    this.whole = whole;
    this.computed = computed;
    steps = whole.op() instanceof Chain ? ((Chain) whole.op()).steps() : List.of(whole);
    form = steps.get(0).inputs().get(0).form();
    steps.forEach(this::join);
  }

  List<Instruction> steps() {
    return steps;
  }

  /** The form of all elements. */
  Form form() {
    return form;
  }

  /** Whether an operand is one number for all elements. */
  boolean broadcast(Value operand) {
    return operand.shape().equals(Shape.SCALAR) && !form.shape().equals(Shape.SCALAR);
  }

  /** The product that is computed in this sum, if there is one. */
  Optional<Instruction> scaling(Instruction sum) {
    return Optional.ofNullable(scalings.get(sum));
  }

  /** Whether a step is computed in a later one, or while its result is stored. */
  boolean deferred(Instruction step) {
    return scalings.containsValue(step) || gatesLast(step);
  }

  /** The gate that makes this output while it is stored, if there is one. */
  Optional<Instruction> gate(Value output) {
    return steps.stream().filter(step -> gatesLast(step) && makes(step, output)).findAny();
  }

  /** Whether a value is read from memory, element by element. */
  boolean lies(Value value) {
    return whole.inputs().contains(value) && value.form().equals(form) && !computed.contains(value);
  }

  /** What a step reads from registers when it is computed. */
  List<Value> reads(Instruction step) {
    if (gatesLast(step)) {
      Value signal = step.inputs().get(0);
      return lies(signal) ? List.of() : List.of(signal);
    }
    if (step.op() instanceof Assign) {
      // The state of an Assign is only written.
      return step.inputs().subList(1, 2);
    }
    if (scalings.containsValue(step)) {
      return List.of();
    }
    Instruction scaling = scalings.get(step);
    return scaling == null
        ? step.inputs()
        : List.of(other(step, scaling.output()), scaling.inputs().get(0));
  }

  /** What is stored at the end, and so must live until then. */
  Set<Value> kept() {
    Set<Value> kept = new HashSet<>(whole.outputs());
    for (Instruction step : steps) {
      // What an Assign is given is stored with everything else. So is what a last gate is given.
      if (step.op() instanceof Assign || gatesLast(step)) {
        kept.addAll(reads(step));
      }
    }
    return kept;
  }

  /** The operand of a sum beside that one. */
  static Value other(Instruction sum, Value operand) {
    return sum.inputs().get(sum.inputs().get(0).equals(operand) ? 1 : 0);
  }

  private void join(Instruction sum) {
    for (Instruction step : steps) {
      if (!scalings.containsKey(sum) && joins(step, sum)) {
        scalings.put(sum, step);
      }
    }
  }

  private boolean joins(Instruction step, Instruction sum) {
    if (!scales(step) || !takes(sum, step)) {
      return false;
    }
    Value product = step.output();
    return !whole.outputs().contains(product)
        && readers(product) == 1
        && other(sum, product).form().equals(form)
        && !other(sum, product).equals(product);
  }

  /** Whether a step adds the product, or takes it away if its loop can. */
  private static boolean takes(Instruction sum, Instruction product) {
    return sum.op().equals(ADD) && sum.inputs().contains(product.output())
        || sum.op().equals(SUBTRACT)
            && sum.inputs().get(1).equals(product.output())
            && product.op().equals(MULTIPLY);
  }

  private boolean scales(Instruction step) {
    return step.op() instanceof Affine
        ? ((Affine) step.op()).shift() == 0
        : step.op().equals(MULTIPLY)
            && broadcast(step.inputs().get(1))
            && !broadcast(step.inputs().get(0));
  }

  private boolean gatesLast(Instruction step) {
    return step.op().equals(GATE)
        && form.type() == DType.F32
        && whole.outputs().contains(step.output())
        && readers(step.output()) == 0
        && lies(step.inputs().get(1));
  }

  private long readers(Value value) {
    return steps.stream().filter(step -> step.inputs().contains(value)).count();
  }

  private static boolean makes(Instruction step, Value value) {
    return step.outputs().contains(value);
  }
}
