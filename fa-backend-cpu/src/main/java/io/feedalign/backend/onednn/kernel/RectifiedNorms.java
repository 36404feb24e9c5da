package io.feedalign.backend.onednn.kernel;

import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.cpu.Kernel;
import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.dnnl.memory;

/**
 * Batch normalisations with the ReLU that follows, and their adjoints with the gate before: one
 * primitive instead of two, which saves a pass over memory. The first notes in a bit for each
 * number whether it was positive, and the second gates by that.
 */
public final class RectifiedNorms {
  private static final Unary RELU = new Unary(Unary.Function.RELU);
  private static final Binary GATE = new Binary(Binary.Function.RELU_GATE);

  private final Program program;
  private final MemoryPlan plan;
  private final List<Instruction> body;
  // By index of the norm; and by what the ReLU yields, where a gate finds it.
  private final Map<Integer, Instruction> relus = new HashMap<>();
  private final Map<Value, Instruction> norms = new HashMap<>();
  private final Map<Integer, Value> gates = new HashMap<>();
  private final Map<Value, memory> notes = new HashMap<>();
  private final Set<Integer> replaced = new HashSet<>();
  private final Set<Integer> within = new HashSet<>();

  /** Those of a program. */
  public RectifiedNorms(Program program, MemoryPlan plan) {
    this.program = program;
    this.plan = plan;
    body = program.body();
    for (int i = 0; i < body.size(); i++) {
      if (body.get(i).op() instanceof BatchNorm) {
        findRelu(i);
      }
      if (i + 1 < body.size() && gates(body.get(i), body.get(i + 1))) {
        gates.put(i, body.get(i).inputs().get(1));
        replaced.add(i + 1);
      }
    }
  }

  /** Whether another instruction's kernel computes this one. */
  public boolean replaced(int index) {
    return replaced.contains(index);
  }

  /** Whether this is a gate that the adjoint after it takes over. */
  public boolean gate(int index) {
    return gates.containsKey(index);
  }

  /** Whether what is executed here lies between a norm and its ReLU. */
  public boolean within(int index) {
    return within.contains(index);
  }

  /** The kernel of a norm with its ReLU, or of a gate with the adjoint after it. */
  public Optional<Kernel> kernel(int index, Binding binding) {
    Instruction step = body.get(index);
    if (relus.containsKey(index)) {
      Value result = Objects.requireNonNull(relus.get(index)).output();
      return Optional.of(OneDnnKernels.guarded(step, () -> rectified(step, result, binding)));
    }
    if (gates.containsKey(index)) {
      Instruction adjoint = body.get(index + 1);
      memory note = Objects.requireNonNull(notes.get(gates.get(index)));
      Value signal = step.inputs().get(0);
      // The planner took the signal for dead once it was gated: vectors may lie in its place.
      boolean apart =
          adjoint.outputs().stream().allMatch(made -> Epilogue.apart(signal, made, plan));
      return Optional.of(
          OneDnnKernels.guarded(
              adjoint, () -> new NormKernels(binding).gradient(adjoint, signal, note, apart)));
    }
    return Optional.empty();
  }

  private Kernel rectified(Instruction norm, Value result, Binding binding) {
    boolean read = gates.containsValue(result);
    return new NormKernels(binding)
        .training(
            norm,
            result,
            form -> {
              memory note =
                  read
                      ? binding.lasting(form)
                      : binding.transientMemory(form, Transients.Slot.SIGNAL);
              notes.put(result, note);
              return note;
            });
  }

  /** The ReLU that overwrites a norm's result, so that nobody else reads that. */
  private void findRelu(int norm) {
    Value normed = body.get(norm).outputs().get(0);
    for (int i = norm + 1; i < body.size(); i++) {
      Instruction step = body.get(i);
      if (step.inputs().contains(normed)) {
        if (step.op().equals(RELU) && plan.of(normed).equals(plan.of(step.output()))) {
          relus.put(norm, step);
          norms.put(step.output(), body.get(norm));
          replaced.add(i);
          for (int between = norm + 1; between < i; between++) {
            within.add(between);
          }
        }
        return;
      }
    }
  }

  /** Whether a gate serves only the adjoint after it, of a norm that notes what it needs. */
  private boolean gates(Instruction gate, Instruction adjoint) {
    if (!gate.op().equals(GATE) || !(adjoint.op() instanceof BatchNormGrad backward)) {
      return false;
    }
    Value signal = gate.inputs().get(0);
    Instruction norm = norms.get(gate.inputs().get(1));
    return norm != null
        && norm.op().equals(new BatchNorm(backward.epsilon()))
        && adjoint.inputs().get(0).equals(norm.inputs().get(0))
        && adjoint.inputs().subList(2, 4).equals(norm.outputs().subList(1, 3))
        && adjoint.inputs().get(4).equals(gate.output())
        && Epilogue.onlyReadBy(adjoint, gate.output(), program)
        && Epilogue.apart(signal, adjoint.output(), plan);
  }
}
