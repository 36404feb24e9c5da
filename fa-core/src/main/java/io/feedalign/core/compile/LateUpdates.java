package io.feedalign.core.compile;

import io.feedalign.ir.Assign;
import io.feedalign.ir.Form;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Puts pointwise updates off until the states that they update may be overwritten, so that both
 * become one pass over memory. Otherwise a weight that the backward pass has still to read is
 * computed into a place of its own and copied later, which for a large dense layer costs as much as
 * half of its update.
 */
final class LateUpdates {
  private final List<Instruction> order;

  private LateUpdates(List<Instruction> order) {
    this.order = new ArrayList<>(order);
  }

  /** The same instructions in an order that is as valid. */
  static List<Instruction> putOff(List<Instruction> order) {
    LateUpdates late = new LateUpdates(order);
    for (int i = 0; i < order.size(); i++) {
      if (late.order.get(i).op() instanceof Assign) {
        late.settle(i);
      }
    }
    return List.copyOf(late.order);
  }

  /** Moves what computes an assigned value, with its pointwise neighbours, to the assignment. */
  private void settle(int assignment) {
    Integer maker = makers().get(order.get(assignment).inputs().get(1));
    if (maker == null || !order.get(maker).op().pointwise()) {
      return;
    }
    int from = maker;
    while (from > 0 && alike(from - 1, maker)) {
      from--;
    }
    int to = maker + 1;
    while (to < assignment && alike(to, maker)) {
      to++;
    }
    if (to < assignment && mayPass(from, to, assignment)) {
      List<Instruction> update = order.subList(from, to);
      List<Instruction> moved = new ArrayList<>(update);
      update.clear();
      order.addAll(assignment - moved.size(), moved);
    }
  }

  private Map<Value, Integer> makers() {
    Map<Value, Integer> makers = new HashMap<>();
    for (int i = 0; i < order.size(); i++) {
      for (Value made : order.get(i).outputs()) {
        makers.put(made, i);
      }
    }
    return makers;
  }

  /** Whether two instructions would join one chain. */
  private boolean alike(int one, int other) {
    return order.get(one).op().pointwise() && form(one).equals(form(other));
  }

  private Form form(int index) {
    return order.get(index).inputs().get(0).form();
  }

  /** Whether nothing between an update and the assignment waits for a part of the update. */
  private boolean mayPass(int from, int to, int assignment) {
    Dependencies dependencies = new Dependencies(order);
    for (int i = to; i < assignment; i++) {
      TreeSet<Integer> before = dependencies.before(i);
      if (!before.subSet(from, to).isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
