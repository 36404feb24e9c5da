package io.feedalign.backend.cuda.plan;

import io.feedalign.backend.cuda.plan.Joint.Side;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Pointwise instructions that others do on the way: those that make an operand that nobody has read
 * before, and those that take a result that nobody else reads.
 *
 * <p>The first are done later than the program says, the second earlier. To the memory plan what
 * the first read is dead by then, and what the second write may not be free yet; so they are left
 * alone where another instruction in between, or the one that does them, uses the same memory.
 */
final class Fusions {
  private final Program program;
  private final Places places;
  private final List<Instruction> body;
  private final Map<Value, Integer> makers = new HashMap<>();
  private final Map<Value, Set<Integer>> readers = new HashMap<>();
  private final Map<Integer, Integer> partners = new HashMap<>();
  private final Map<Integer, Joint> found = new HashMap<>();
  private final Map<Integer, Integer> hosts = new HashMap<>();

  private Fusions(Program program, Places places) {
    this.program = program;
    this.places = places;
    body = program.body();
  }

  /** Those of a program. */
  static Fusions of(Program program, Places places, Map<Class<? extends Op>, List<Joint>> joints) {
    Fusions fusions = new Fusions(program, places);
    fusions.index();
    for (Side side : Side.values()) {
      fusions.find(side, joints);
    }
    return fusions;
  }

  /** How an instruction does another too; nothing if it does itself alone. */
  Optional<Joint> joint(int index) {
    return Optional.ofNullable(found.get(index));
  }

  /** The instruction that this one does too. */
  Optional<Instruction> beside(int index) {
    return Optional.ofNullable(partners.get(index)).map(body::get);
  }

  /** Whether another instruction does this one. */
  boolean elsewhere(int index) {
    return hosts.containsKey(index);
  }

  /** How many of the first instructions are done once this one is. */
  int done(int index) {
    int done = index + 1;
    for (Map.Entry<Integer, Integer> moved : hosts.entrySet()) {
      if (moved.getKey() <= index && moved.getValue() > index) {
        done = Math.min(done, moved.getKey());
      }
    }
    while (hosts.getOrDefault(done, Integer.MAX_VALUE) <= index) {
      done++;
    }
    return done;
  }

  private void index() {
    for (int i = 0; i < body.size(); i++) {
      for (Value made : body.get(i).outputs()) {
        makers.put(made, i);
      }
      for (Value read : body.get(i).inputs()) {
        readers.computeIfAbsent(read, value -> new HashSet<>()).add(i);
      }
    }
    program.reads().forEach(value -> readers.computeIfAbsent(value, v -> new HashSet<>()).add(-1));
  }

  private void find(Side side, Map<Class<? extends Op>, List<Joint>> joints) {
    for (int i = 0; i < body.size(); i++) {
      for (Joint joint : joints.getOrDefault(body.get(i).op().getClass(), List.of())) {
        if (joint.side() == side && !partners.containsKey(i)) {
          join(i, side == Side.AFTER ? reader(i) : maker(i, side), joint);
        }
      }
    }
  }

  private void join(int index, int other, Joint joint) {
    boolean able =
        other >= 0
            && body.get(other).op().pointwise()
            && !hosts.containsKey(other)
            && joint.able().test(body.get(index), body.get(other))
            && canMove(joint.side(), other, index);
    if (able) {
      partners.put(index, other);
      hosts.put(other, index);
      found.put(index, joint);
    }
  }

  /** What makes the last operand, which nobody else needs, or only later; -1 if nothing does. */
  private int maker(int index, Side side) {
    List<Value> operands = body.get(index).inputs();
    Value last = operands.get(operands.size() - 1);
    int maker = makers.getOrDefault(last, -1);
    boolean alone = Set.of(index).equals(readers.get(last));
    boolean fits = side == Side.BEFORE ? alone : maker >= 0 && !readBefore(maker, index);
    return fits && operands.indexOf(last) == operands.size() - 1 ? maker : -1;
  }

  private boolean readBefore(int maker, int index) {
    return body.get(maker).outputs().stream()
        .flatMap(made -> readers.getOrDefault(made, Set.of()).stream())
        .anyMatch(reader -> reader >= 0 && reader < index);
  }

  /** What alone reads the first result; -1 if nothing does. */
  private int reader(int index) {
    Set<Integer> all = readers.getOrDefault(body.get(index).output(), Set.of());
    return all.size() == 1 ? all.iterator().next() : -1;
  }

  private boolean canMove(Side side, int other, int index) {
    return switch (side) {
      case BEFORE -> canWait(other, index) && canMeet(other, index);
      case BEFORE_STORING -> canWait(other, index);
      case AFTER -> canComeFirst(other, index);
    };
  }

  /** What a maker reads must be left alone until its results are used. */
  private boolean canWait(int maker, int user) {
    List<Value> operands = body.get(maker).inputs();
    for (int i = maker + 1; i < user; i++) {
      if (!apart(Pointwise.written(body.get(i)), operands)) {
        return false;
      }
    }
    return true;
  }

  /** What a maker reads must be left alone by its user, but for elements that have been read. */
  private boolean canMeet(int maker, int user) {
    List<Value> operands = body.get(maker).inputs();
    List<Value> results = body.get(user).outputs();
    for (Value operand : operands) {
      if (!places.apart(operand, results.get(0)) && !places.same(operand, results.get(0))) {
        return false;
      }
    }
    return apart(results.subList(1, results.size()), operands);
  }

  /** What a reader writes must not be used from the moment on when it does it now. */
  private boolean canComeFirst(int reader, int maker) {
    Value result = body.get(maker).output();
    Set<Value> written = Pointwise.written(body.get(reader));
    for (int i = maker; i < reader; i++) {
      Set<Value> used = used(i);
      used.remove(result);
      Set<Value> made = made(i);
      made.remove(result);
      made.retainAll(body.get(reader).inputs());
      if (!made.isEmpty() || !apart(written, used)) {
        return false;
      }
    }
    return true;
  }

  private Set<Value> used(int index) {
    Set<Value> used = made(index);
    beside(index).ifPresent(other -> used.addAll(other.inputs()));
    used.addAll(body.get(index).inputs());
    return used;
  }

  private Set<Value> made(int index) {
    Set<Value> made = new HashSet<>(body.get(index).outputs());
    beside(index).ifPresent(other -> made.addAll(other.outputs()));
    return made;
  }

  private boolean apart(Iterable<Value> some, Iterable<Value> others) {
    for (Value one : some) {
      for (Value other : others) {
        if (!places.apart(one, other)) {
          return false;
        }
      }
    }
    return true;
  }
}
