package io.feedalign.backend.onednn.kernel;

import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.backend.cpu.Kernel;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Layout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The commonest pointwise steps on images as oneDNN primitives, one after the other. Java has no
 * instructions for bf16, and converting each element costs more than another pass; and f32 images
 * pass through memory at half the speed when tiles of them are copied to Java's arrays, so that a
 * second pass costs no more. Longer chains, and those with any other step, are left to Java; so are
 * gates in f32, because oneDNN multiplies by zero where a unit is closed, and what is infinite
 * there has to vanish, not to become NaN.
 */
public final class NativeChains {
  /** Passes over f32 images that are still faster than one in Java. */
  private static final int PASSES = 2;

  private final Instruction whole;
  private final List<Instruction> steps;
  private final MemoryPlan plan;
  // The value in whose place each made value lies: itself, or the next output if it has none.
  private final Map<Value, Value> places = new HashMap<>();

  private NativeChains(Instruction whole, MemoryPlan plan) {
    this.whole = whole;
    this.plan = plan;
    steps = whole.op() instanceof Chain chain ? chain.steps() : List.of(whole);
  }

  /** The kernel for a pointwise instruction, if oneDNN can do all of it. */
  public static Optional<Kernel> bind(Instruction whole, MemoryPlan plan, Binding binding) {
    if (!whole.op().pointwise() || whole.outputs().isEmpty()) {
      return Optional.empty();
    }
    NativeChains chain = new NativeChains(whole, plan);
    return chain.able() ? Optional.of(chain.kernel(binding)) : Optional.empty();
  }

  private boolean able() {
    return quick(whole.outputs().get(0))
        && steps.stream().allMatch(this::known)
        && place()
        && survive();
  }

  private boolean quick(Value result) {
    boolean image = result.shape().rank() == 4 && result.layout() == Layout.CHANNELS_LAST;
    return result.type() == DType.BF16
        || result.type() == DType.F32 && image && steps.size() <= PASSES;
  }

  private boolean known(Instruction step) {
    Value result = whole.outputs().get(0);
    return step.inputs().stream().allMatch(input -> input.form().equals(result.form()))
        && NativeSteps.know(step.op())
        && (result.type() == DType.BF16 || !step.op().equals(NativeSteps.GATE));
  }

  private boolean place() {
    Value next = null;
    for (int i = steps.size() - 1; i >= 0; i--) {
      Value made = steps.get(i).output();
      next = whole.outputs().contains(made) ? made : next;
      if (next == null) {
        return false;
      }
      places.put(made, next);
    }
    return true;
  }

  /** Whether each value is still there when it is read, though places are shared. */
  private boolean survive() {
    Map<Value, Place> alive = new HashMap<>();
    whole.inputs().forEach(input -> alive.put(input, plan.of(input)));
    for (Instruction step : steps) {
      Place written = plan.of(home(step.output()));
      for (Value input : step.inputs()) {
        Place read = alive.get(input);
        if (read == null || overlap(read, written) && !read.equals(written)) {
          return false;
        }
      }
      alive.values().removeIf(place -> overlap(place, written));
      alive.put(step.output(), written);
    }
    return alive.keySet().containsAll(whole.outputs());
  }

  private Value home(Value value) {
    return places.getOrDefault(value, value);
  }

  private static boolean overlap(Place a, Place b) {
    return a.lifetime() == b.lifetime()
        && a.offset() < b.offset() + b.bytes()
        && b.offset() < a.offset() + a.bytes();
  }

  private Kernel kernel(Binding binding) {
    NativeSteps primitives = new NativeSteps(binding);
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Instruction step = steps.get(i);
      List<Value> inputs = step.inputs().stream().map(this::home).toList();
      if (rectified(i)) {
        calls.add(primitives.rectified(step.op(), inputs, home(steps.get(++i).output())));
      } else {
        calls.add(primitives.call(step.op(), inputs, home(step.output())));
      }
    }
    return new Calls(calls);
  }

  /** Whether a ReLU follows that alone reads what a step with two operands makes. */
  private boolean rectified(int index) {
    Value made = steps.get(index).output();
    return NativeSteps.binary(steps.get(index).op())
        && index + 1 < steps.size()
        && steps.get(index + 1).op().equals(NativeSteps.RELU)
        && steps.get(index + 1).inputs().contains(made)
        && !whole.outputs().contains(made)
        && steps.stream().filter(step -> step.inputs().contains(made)).count() == 1;
  }
}
