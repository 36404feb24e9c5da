package io.feedalign.bench.profile;

import io.feedalign.ir.Assign;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the backend executes as one: an instruction, or several that it fused.
 *
 * @param layer whose
 * @param bytes of operands and results, each once; what is made and used up inside counts not
 */
record Unit(List<Instruction> steps, String layer, Phase phase, double operations, double bytes) {
  private static final int FEW = 4;

  Unit {
    steps = List.copyOf(steps);
  }

  /** What it does, such as {@code Conv2d+AXISADD,RELU}. */
  String kind() {
    return steps.stream().map(Unit::kind).collect(Collectors.joining("+"));
  }

  /** The shape that matters: its result's, or else that of what it stores. */
  String shape() {
    Instruction last = steps.get(steps.size() - 1);
    return Stream.concat(last.outputs().stream(), last.inputs().stream())
        .findFirst()
        .map(value -> value.shape().toString())
        .orElse("");
  }

  private static String kind(Instruction step) {
    if (!(step.op() instanceof Chain chain)) {
      return word(step);
    }
    List<String> words = chain.steps().stream().map(Unit::word).toList();
    boolean stores = chain.steps().stream().anyMatch(each -> each.op() instanceof Assign);
    if (words.size() > FEW) {
      return (stores ? "Update(" : "Chain(") + words.size() + ")";
    }
    return (stores ? "Update(" : "Chain(") + String.join(",", words) + ")";
  }

  private static String word(Instruction step) {
    if (step.op() instanceof Unary unary) {
      return unary.function().name();
    }
    if (step.op() instanceof Binary binary) {
      return binary.function().name();
    }
    return step.op().getClass().getSimpleName();
  }

  /** Bytes that instructions executed as one must read and write. */
  static double bytes(List<Instruction> steps, Set<Value> readLater) {
    Set<Value> made = new HashSet<>();
    Set<Value> moved = new HashSet<>();
    double stored = 0;
    for (Instruction step : steps) {
      step.inputs().stream().filter(value -> !made.contains(value)).forEach(moved::add);
      made.addAll(step.outputs());
      stored += assigned(step).mapToDouble(Unit::size).sum();
    }
    made.stream().filter(readLater::contains).forEach(moved::add);
    return stored + moved.stream().mapToDouble(Unit::size).sum();
  }

  private static Stream<Value> assigned(Instruction step) {
    if (step.op() instanceof Chain chain) {
      return chain.steps().stream().flatMap(Unit::assigned);
    }
    return step.op() instanceof Assign ? Stream.of(step.inputs().get(0)) : Stream.empty();
  }

  private static double size(Value value) {
    return (double) value.shape().elements() * value.type().bytes();
  }
}
