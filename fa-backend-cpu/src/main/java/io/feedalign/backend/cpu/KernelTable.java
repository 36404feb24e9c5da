package io.feedalign.backend.cpu;

import io.feedalign.error.FaException;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which binder serves which operation: the whole of what a backend can do. */
public final class KernelTable {
  private final Map<Class<? extends Op>, Binder> binders;

  private KernelTable(Map<Class<? extends Op>, Binder> binders) {
    this.binders = Map.copyOf(binders);
  }

  /** A table that serves nothing yet. */
  public static KernelTable empty() {
    return new KernelTable(Map.of());
  }

  /** This table with one more binder, or another one for an operation it had. */
  public KernelTable with(Class<? extends Op> operation, Binder binder) {
    Map<Class<? extends Op>, Binder> more = new LinkedHashMap<>(binders);
    more.put(operation, binder);
    return new KernelTable(more);
  }

  /** This table with another's binders on top. */
  public KernelTable with(KernelTable other) {
    Map<Class<? extends Op>, Binder> more = new LinkedHashMap<>(binders);
    more.putAll(other.binders);
    return new KernelTable(more);
  }

  /** The operations it serves. */
  public Set<Class<? extends Op>> operations() {
    return binders.keySet();
  }

  /** The kernel of an instruction. */
  public Kernel bind(Instruction instruction, Views views) {
    Binder binder = binders.get(instruction.op().getClass());
    if (binder == null) {
      throw FaException.internal(
          "This backend has no kernel for "
              + instruction.op()
              + ". It serves "
              + binders.keySet()
              + ".");
    }
    return binder.bind(instruction, views);
  }
}
