package io.feedalign.backend.cpu;

import io.feedalign.error.FaException;
import io.feedalign.ir.Affine;
import io.feedalign.ir.Assign;
import io.feedalign.ir.AxisAdd;
import io.feedalign.ir.AxisMul;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Clamp;
import io.feedalign.ir.Form;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns pointwise instructions into a {@link PointwiseKernel}: registers, loads, steps, stores. */
final class ChainCompiler {
  /**
   * What a chain does beside loading, computing and storing.
   *
   * @param products inputs that are computed on the way instead of being read from memory
   * @param tallies outputs that are summed on the way
   */
  record Extras(Map<Value, NarrowProduct> products, Map<Value, ColumnTally> tallies) {}

  private final Instruction whole;
  private final Views views;
  private final Extras extras;
  private final ChainPlan plan;
  private final Form form;
  private final RegisterFile registers;
  private final List<ChainOperand> operands = new ArrayList<>();
  private final Map<Value, ChainOperand.Scalar> scalars = new HashMap<>();
  private final List<PointwiseKernel.Port> loads = new ArrayList<>();
  private final List<PointwiseKernel.Port> stores = new ArrayList<>();
  private final List<GatedStore> gates = new ArrayList<>();
  private final List<PointwiseKernel.Count> counts = new ArrayList<>();
  private final List<TileStep> compiled = new ArrayList<>();

  private ChainCompiler(Instruction whole, Views views, Extras extras) {
    this.whole = whole;
    this.extras = extras;
    this.views = views;
    plan = new ChainPlan(whole, extras.products.keySet());
    form = plan.form();
    registers = new RegisterFile(plan.steps().stream().map(plan::reads).toList(), plan.kept());
  }

  static Kernel bind(Instruction instruction, Views views, WorkPool pool) {
    return bind(instruction, views, new Extras(Map.of(), Map.of()), pool);
  }

  /** The same, with what it does on the way. */
  static Kernel bind(Instruction instruction, Views views, Extras extras, WorkPool pool) {
    return new PointwiseKernel(new ChainCompiler(instruction, views, extras).compile(), pool);
  }

  private PointwiseKernel.Chart compile() {
    loadInputs();
    for (int i = 0; i < plan.steps().size(); i++) {
      compile(plan.steps().get(i));
      registers.forget(i);
    }
    whole.outputs().forEach(this::storeOutput);
    return new PointwiseKernel.Chart(
        walk(), registers.count(), operands, loads, compiled, stores, gates, counts);
  }

  private void storeOutput(Value output) {
    Optional<Instruction> gate = plan.gate(output);
    gate.ifPresent(this::storeGated);
    PointwiseKernel.Port port =
        new PointwiseKernel.Port(
            views.elements(output),
            gate.isPresent() ? registers.take(output) : registers.of(output));
    if (gate.isEmpty()) {
      stores.add(port);
    }
    ColumnTally tally = extras.tallies.get(output);
    if (tally != null) {
      counts.add(new PointwiseKernel.Count(tally, port));
    }
  }

  private void storeGated(Instruction gate) {
    Value signal = gate.inputs().get(0);
    IntBuffer result = views.bits(gate.output());
    GatedStore.Signal source =
        plan.lies(signal)
            ? GatedStore.lying(views.bits(signal))
            : GatedStore.computed(registers.of(signal), views.floats(gate.output()), result);
    gates.add(new GatedStore(views.bits(gate.inputs().get(1)), source, result));
  }

  private PointwiseKernel.Walk walk() {
    int elements = Math.toIntExact(form.shape().elements());
    int period = counts.isEmpty() ? 1 : counts.get(0).tally().channels();
    return extras.products.values().stream()
        .findAny()
        .map(NarrowProduct::walk)
        .orElse(PointwiseKernel.Walk.through(elements, period));
  }

  private void loadInputs() {
    for (Value input : whole.inputs()) {
      if (input.form().equals(form) && registers.read(input)) {
        load(input);
      }
    }
  }

  private void load(Value input) {
    NarrowProduct product = extras.products.get(input);
    if (product == null) {
      loads.add(new PointwiseKernel.Port(views.elements(input), registers.take(input)));
      return;
    }
    operands.add(product);
    int register = registers.take(input);
    compiled.add((r, first, n) -> product.fill(r[register], first, n));
  }

  private void compile(Instruction step) {
    if (plan.deferred(step)) {
      return;
    }
    if (step.op() instanceof Assign) {
      store(step.inputs().get(0), step.inputs().get(1));
      return;
    }
    int y = registers.take(step.output());
    Optional<Instruction> scaling = plan.scaling(step);
    compiled.add(
        scaling.isPresent()
            ? scaledSum(step, scaling.get(), y)
            : step(step, registers.of(step.inputs().get(0)), y));
  }

  /** A sum or difference with a product that has one factor for all elements. */
  private TileStep scaledSum(Instruction sum, Instruction scaling, int y) {
    int a = registers.of(ChainPlan.other(sum, scaling.output()));
    int x = registers.of(scaling.inputs().get(0));
    if (scaling.op() instanceof Affine) {
      return UnarySteps.added((Affine) scaling.op(), a, x, y);
    }
    float[] factor = scalar(scaling.inputs().get(1)).tile;
    return BinarySteps.scaled((Binary) sum.op(), a, x, factor, y);
  }

  /** An assigned value lives to the end, since states are stored with everything else. */
  private void store(Value state, Value value) {
    stores.add(new PointwiseKernel.Port(views.elements(state), registers.of(value)));
  }

  private TileStep step(Instruction step, int x, int y) {
    Op op = step.op();
    if (op instanceof Unary) {
      return UnarySteps.of((Unary) op, x, y);
    }
    if (op instanceof Affine) {
      return UnarySteps.of((Affine) op, x, y);
    }
    if (op instanceof Clamp) {
      return UnarySteps.of((Clamp) op, x, y);
    }
    Value second = step.inputs().get(step.inputs().size() - 1);
    if (op instanceof Binary) {
      return binary((Binary) op, second, x, y);
    }
    if (op instanceof AxisAdd) {
      return second.form().equals(form)
          ? binary(new Binary(Binary.Function.ADD), second, x, y)
          : vector(second, ((AxisAdd) op).axis()).adder(x, y);
    }
    if (op instanceof AxisMul) {
      return second.form().equals(form)
          ? binary(new Binary(Binary.Function.MULTIPLY), second, x, y)
          : vector(second, ((AxisMul) op).axis()).multiplier(x, y);
    }
    throw FaException.internal("A chain holds " + op + ", which is not pointwise.");
  }

  private TileStep binary(Binary op, Value second, int x, int y) {
    return plan.broadcast(second)
        ? BinarySteps.withScalar(op, x, scalar(second).tile, y)
        : BinarySteps.of(op, x, registers.of(second), y);
  }

  private ChainOperand.Scalar scalar(Value value) {
    return scalars.computeIfAbsent(value, this::newScalar);
  }

  private ChainOperand.Scalar newScalar(Value value) {
    ChainOperand.Scalar scalar = new ChainOperand.Scalar(views.floats(value));
    operands.add(scalar);
    return scalar;
  }

  private ChainOperand.Vector vector(Value value, int axis) {
    ChainOperand.Vector vector =
        new ChainOperand.Vector(views.floats(value), AxisWalk.of(form, axis));
    operands.add(vector);
    return vector;
  }
}
