package io.feedalign.backend.onednn.kernel;

import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.backend.cpu.Kernel;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The commonest pointwise steps on bf16 images as oneDNN primitives, one after the other: Java has
 * no instructions for bf16, and converting each element costs more than another pass. Chains with
 * any other step are left to the kernels in Java.
 */
public final class BrainChains {
  private final Instruction whole;
  private final List<Instruction> steps;
  private final MemoryPlan plan;
  // The value in whose place each made value lies: itself, or the next output if it has none.
  private final Map<Value, Value> places = new HashMap<>();

  private BrainChains(Instruction whole, MemoryPlan plan) {
    this.whole = whole;
    this.plan = plan;
    steps = whole.op() instanceof Chain chain ? chain.steps() : List.of(whole);
  }

  /** The kernel for a pointwise instruction, if oneDNN can do all of it. */
  public static Optional<Kernel> bind(Instruction whole, MemoryPlan plan, Binding binding) {
    if (!whole.op().pointwise() || whole.outputs().isEmpty()) {
      return Optional.empty();
    }
    BrainChains chain = new BrainChains(whole, plan);
    return chain.able() ? Optional.of(chain.kernel(binding)) : Optional.empty();
  }

  private boolean able() {
    return steps.stream().allMatch(this::known) && place() && survive();
  }

  private boolean known(Instruction step) {
    Value result = whole.outputs().get(0);
    return result.type() == DType.BF16
        && step.inputs().stream().allMatch(input -> input.form().equals(result.form()))
        && BrainSteps.know(step.op());
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
    BrainSteps primitives = new BrainSteps(binding);
    List<Call> calls = new ArrayList<>();
    for (Instruction step : steps) {
      List<Value> inputs = step.inputs().stream().map(this::home).toList();
      calls.add(primitives.call(step.op(), inputs, home(step.output())));
    }
    return new Calls(calls);
  }
}
