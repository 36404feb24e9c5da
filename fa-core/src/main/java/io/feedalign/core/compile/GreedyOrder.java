package io.feedalign.core.compile;

import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** Takes the ready instruction after which least is alive; among equals the one written first. */
final class GreedyOrder {
  private final Dependencies dependencies;
  private final ToLongFunction<Value> bytes;
  private final int[] waitingFor;
  private final List<List<Integer>> after = new ArrayList<>();
  private final Map<Value, Integer> readersLeft = new HashMap<>();
  private final TreeSet<Integer> ready = new TreeSet<>();

  GreedyOrder(Dependencies dependencies, ToLongFunction<Value> bytes) {
    this.dependencies = dependencies;
    this.bytes = bytes;
    int size = dependencies.body().size();
    this.waitingFor = new int[size];
    for (int i = 0; i < size; i++) {
      after.add(new ArrayList<>());
    }
    for (int i = 0; i < size; i++) {
      waitingFor[i] = dependencies.before(i).size();
      for (int first : dependencies.before(i)) {
        after.get(first).add(i);
      }
      for (Value read : Dependencies.reads(dependencies.body().get(i))) {
        readersLeft.merge(read, 1, Integer::sum);
      }
      if (waitingFor[i] == 0) {
        ready.add(i);
      }
    }
  }

  List<Instruction> order() {
    List<Instruction> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      int next = cheapest();
      ready.remove(next);
      order.add(dependencies.body().get(next));
      for (Value read : Dependencies.reads(dependencies.body().get(next))) {
        readersLeft.merge(read, -1, Integer::sum);
      }
      for (int follower : after.get(next)) {
        if (--waitingFor[follower] == 0) {
          ready.add(follower);
        }
      }
    }
    return order;
  }

  private int cheapest() {
    int best = ready.first();
    long least = Long.MAX_VALUE;
    for (int candidate : ready) {
      long growth = growth(dependencies.body().get(candidate));
      if (growth < least) {
        least = growth;
        best = candidate;
      }
    }
    return best;
  }

  private long growth(Instruction instruction) {
    long growth = instruction.outputs().stream().mapToLong(bytes).sum();
    for (Value read : Dependencies.reads(instruction)) {
      growth -= readersLeft.getOrDefault(read, 0) == 1 ? bytes.applyAsLong(read) : 0;
    }
    return growth;
  }
}
