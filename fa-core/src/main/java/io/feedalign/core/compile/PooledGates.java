package io.feedalign.core.compile;

import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.MaxPoolGrad;
import io.feedalign.ir.Sum;
import io.feedalign.ir.Tape;
import io.feedalign.ir.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Gates a signal before it is spread over the windows of a max pooling, not after: a quarter of the
 * elements for windows of two by two. Neither layers nor rules know.
 *
 * <pre>
 *   RELU_GATE(MaxPoolGrad(choice, s), y), where (pooled, choice) = MaxPool(y)
 *   MaxPoolGrad(choice, RELU_GATE(s, pooled))
 * </pre>
 *
 * <p>Both say the same to the bit, the sign of zeros apart. A signal goes to one element of y, the
 * window's winner, and pooled is what that holds: so the gate opens for the one where it opens for
 * the other. All signals that meet at an element of overlapping windows meet the same y there:
 * either each passes and they are added as before, or each is the zero that their sum would have
 * become. An element that won nothing gets zero, open or closed. Padding never wins. Of a window in
 * which nothing is above minus infinity (or nothing is a number) backends may differ in who won and
 * what pooled is, but neither is above zero: both gates are closed. Only where a backend's gate
 * lets through what is not a number, the two may pass it on from different elements.
 *
 * <p>What is summed to channels, the gradient of a bias, is summed before it is spread too: the
 * same numbers without the zeros, so that only rounding can differ. A gate stays where it is
 *
 * <ul>
 *   <li>if anything else reads the signal before it, such as a probe or a tap,
 *   <li>if what it yields is a result of the program, or goes to the adjoint of a batch norm, which
 *       gates for nothing in its own pass,
 *   <li>if windows are as many as elements, so that nothing is saved.
 * </ul>
 */
final class PooledGates {
  private static final Binary GATE = new Binary(Binary.Function.RELU_GATE);
  private static final Sum TO_CHANNELS = new Sum(1);

  private final List<Instruction> body;
  private final Set<Value> reads;
  private final Tape fresh;
  private final Map<Value, Instruction> poolings = new HashMap<>();
  private final Map<Value, List<Instruction>> readers = new HashMap<>();
  // By what a gate that moves yields: the spread signal, which takes over; and what it spreads.
  private final Map<Value, Value> spread = new HashMap<>();
  private final Map<Value, Value> gated = new HashMap<>();

  private PooledGates(List<Instruction> body, Collection<Value> reads, Tape fresh) {
    this.body = body;
    this.reads = new HashSet<>(reads);
    this.fresh = fresh;
    for (Instruction step : body) {
      if (step.op() instanceof MaxPool) {
        poolings.put(step.outputs().get(1), step);
      }
      new HashSet<>(step.inputs())
          .forEach(value -> readers.computeIfAbsent(value, v -> new ArrayList<>()).add(step));
    }
  }

  /**
   * The same program with gates before the spreading.
   *
   * @param reads keep their values
   * @param fresh gives ids to new values
   */
  static List<Instruction> rewrite(List<Instruction> body, Collection<Value> reads, Tape fresh) {
    return new PooledGates(body, reads, fresh).rewritten();
  }

  private List<Instruction> rewritten() {
    List<Instruction> written = new ArrayList<>();
    for (Instruction step : body) {
      Optional<Instruction> gate = gateAfter(step);
      if (gate.isPresent()) {
        gateFirst(step, gate.get(), written);
      } else if (step.outputs().isEmpty() || !spread.containsKey(step.output())) {
        written.add(withoutDetours(step));
      }
    }
    return written;
  }

  /** The gate that alone reads what this spreads, and may come before. */
  private Optional<Instruction> gateAfter(Instruction step) {
    if (!(step.op() instanceof MaxPoolGrad)) {
      return Optional.empty();
    }
    Instruction pooling = poolings.get(step.inputs().get(0));
    Value signal = step.inputs().get(1);
    if (pooling == null
        || reads.contains(step.output())
        || signal.shape().elements() >= step.output().shape().elements()) {
      return Optional.empty();
    }
    List<Instruction> after = readersOf(step.output());
    return after.size() == 1 && gates(after.get(0), step.output(), pooling.inputs().get(0))
        ? Optional.of(after.get(0))
        : Optional.empty();
  }

  private boolean gates(Instruction step, Value signal, Value activity) {
    return step.op().equals(GATE)
        && step.inputs().equals(List.of(signal, activity))
        && !reads.contains(step.output())
        && readersOf(step.output()).stream().noneMatch(it -> it.op() instanceof BatchNormGrad);
  }

  private List<Instruction> readersOf(Value value) {
    return readers.getOrDefault(value, List.of());
  }

  private void gateFirst(Instruction spreading, Instruction gate, List<Instruction> written) {
    Value choice = spreading.inputs().get(0);
    Value pooled = Objects.requireNonNull(poolings.get(choice)).output();
    Value signal = now(spreading.inputs().get(1));
    Value passed = fresh.declare(gate.output().name(), signal.form());
    written.add(new Instruction(GATE, List.of(signal, pooled), List.of(passed)));
    written.add(
        new Instruction(spreading.op(), List.of(choice, passed), List.of(spreading.output())));
    spread.put(gate.output(), spreading.output());
    gated.put(gate.output(), passed);
  }

  private Instruction withoutDetours(Instruction step) {
    List<Value> inputs =
        step.op().equals(TO_CHANNELS)
            ? step.inputs().stream().map(value -> gated.getOrDefault(value, value)).toList()
            : step.inputs().stream().map(this::now).toList();
    return new Instruction(step.op(), inputs, step.outputs());
  }

  /** What stands for a value now. */
  private Value now(Value value) {
    return spread.getOrDefault(value, value);
  }
}
