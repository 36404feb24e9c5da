package io.feedalign.backend.cpu;

import io.feedalign.error.FaException;
import io.feedalign.ir.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which register holds which value of a chain; a register is given again after its last reader. */
final class RegisterFile {
  private final Map<Value, Integer> lastRead = new HashMap<>();
  private final Set<Value> kept;
  private final Map<Value, Integer> held = new HashMap<>();
  private final Deque<Integer> free = new ArrayDeque<>();
  private int count;

  /**
   * An empty file.
   *
   * @param reads what each step reads
   * @param kept values that live to the end
   */
  RegisterFile(List<List<Value>> reads, Set<Value> kept) {
    this.kept = kept;
    for (int i = 0; i < reads.size(); i++) {
      for (Value read : reads.get(i)) {
        lastRead.put(read, i);
      }
    }
  }

  /** Whether any step reads the value. */
  boolean read(Value value) {
    return lastRead.containsKey(value);
  }

  /** The register that holds a value. */
  int of(Value value) {
    Integer register = held.get(value);
    if (register == null) {
      throw FaException.internal(
          "A chain reads " + value + " before it is made, or in another form than its own.");
    }
    return register;
  }

  /** A register for a value that is made now. */
  int take(Value value) {
    return held.computeIfAbsent(value, v -> free.isEmpty() ? count++ : free.pop());
  }

  /** Gives back the registers whose last reader was this step. */
  void forget(int step) {
    held.entrySet().removeIf(entry -> release(entry.getKey(), entry.getValue(), step));
  }

  private boolean release(Value value, int register, int step) {
    boolean dead = !kept.contains(value) && lastRead.getOrDefault(value, -1) <= step;
    if (dead) {
      free.push(register);
    }
    return dead;
  }

  /** How many registers are needed. */
  int count() {
    return count;
  }
}
