package io.feedalign.core.compile;

import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** Valid orders of the same instructions; no single one is best for every rule. */
final class Orders {
  private final Dependencies dependencies;
  private final int size;

  Orders(Dependencies dependencies) {
    this.dependencies = dependencies;
    this.size = dependencies.body().size();
  }

  /** As written, as far as the hazards allow. */
  List<Instruction> traced() {
    return depthFirst(ascending());
  }

  /** Finishes one update before it starts the next, in the order of the updates. */
  List<Instruction> updateByUpdate() {
    return depthFirst(sinks());
  }

  /** The same from the last update to the first. */
  List<Instruction> updateByUpdateBackwards() {
    List<Integer> sinks = sinks();
    Collections.reverse(sinks);
    return depthFirst(sinks);
  }

  /** Always the ready instruction that adds least to what is alive. */
  List<Instruction> greedy(ToLongFunction<Value> bytes) {
    return new GreedyOrder(dependencies, bytes).order();
  }

  private List<Integer> ascending() {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(i);
    }
    return all;
  }

  private List<Integer> sinks() {
    TreeSet<Integer> sinks = new TreeSet<>(ascending());
    for (int i = 0; i < size; i++) {
      sinks.removeAll(dependencies.before(i));
    }
    return new ArrayList<>(sinks);
  }

  private List<Instruction> depthFirst(List<Integer> roots) {
    boolean[] done = new boolean[size];
    List<Instruction> order = new ArrayList<>();
    Map<Integer, Iterator<Integer>> open = new HashMap<>();
    Deque<Integer> stack = new ArrayDeque<>();
    for (int root : roots) {
      stack.push(root);
      while (!stack.isEmpty()) {
        int top = stack.peek();
        Iterator<Integer> before =
            open.computeIfAbsent(top, index -> dependencies.before(index).iterator());
        if (done[top] || !before.hasNext()) {
          finish(stack.pop(), done, order);
        } else {
          pushUnlessDone(before.next(), done, stack);
        }
      }
    }
    return order;
  }

  private static void pushUnlessDone(int index, boolean[] done, Deque<Integer> stack) {
    if (!done[index]) {
      stack.push(index);
    }
  }

  private void finish(int index, boolean[] done, List<Instruction> order) {
    if (!done[index]) {
      done[index] = true;
      order.add(dependencies.body().get(index));
    }
  }
}
