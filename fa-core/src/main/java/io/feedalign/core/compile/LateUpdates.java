package io.feedalign.core.compile;

import io.feedalign.ir.Assign;
import io.feedalign.ir.Form;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
    int maker = maker(assignment);
    if (maker < 0 || !order.get(maker).op().pointwise()) {
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
    List<Instruction> update = order.subList(from, to);
    if (to < assignment && mayFollow(update, order.subList(to, assignment))) {
      List<Instruction> moved = List.copyOf(update);
      update.clear();
      order.addAll(assignment - moved.size(), moved);
    }
  }

  /** Where the assigned value is made, or -1 if it is fed. */
  private int maker(int assignment) {
    Value content = order.get(assignment).inputs().get(1);
    int maker = assignment - 1;
    while (maker >= 0 && !order.get(maker).outputs().contains(content)) {
      maker--;
    }
    return maker;
  }

  /** Whether two instructions would join one chain. */
  private boolean alike(int one, int other) {
    return order.get(one).op().pointwise() && form(one).equals(form(other));
  }

  private Form form(int index) {
    return order.get(index).inputs().get(0).form();
  }

  /** Whether others wait for no part of an update, and change nothing that it reads. */
  private static boolean mayFollow(List<Instruction> update, List<Instruction> others) {
    Set<Value> made = new HashSet<>();
    Set<Value> read = new HashSet<>();
    for (Instruction step : update) {
      made.addAll(step.outputs());
      read.addAll(Dependencies.reads(step));
    }
    for (Instruction other : others) {
      boolean changes = other.op() instanceof Assign && read.contains(other.inputs().get(0));
      if (changes || !Collections.disjoint(Dependencies.reads(other), made)) {
        return false;
      }
    }
    return true;
  }
}
