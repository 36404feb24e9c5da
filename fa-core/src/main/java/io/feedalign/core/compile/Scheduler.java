package io.feedalign.core.compile;

import io.feedalign.backend.Storage;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.List;
import java.util.Map;

/** Tries a few orders, fuses each, and keeps the one whose scratch memory peaks lowest. */
final class Scheduler {
  private static final Storage NOTHING = new Storage(0, 1);

  private Scheduler() {}

  /** The same program in its best order, with pointwise chains fused. */
  static Program schedule(Program program, Map<Value, Storage> storage) {
    Orders orders = new Orders(new Dependencies(program.body()));
    List<List<Instruction>> candidates =
        List.of(
            orders.updateByUpdate(),
            orders.updateByUpdateBackwards(),
            orders.traced(),
            orders.greedy(value -> storage.getOrDefault(value, NOTHING).bytes()));
    Program best = null;
    long least = Long.MAX_VALUE;
    for (List<Instruction> candidate : candidates) {
      List<Instruction> order = LateUpdates.putOff(candidate);
      Program fused = program.withBody(ChainFuser.fuse(order, program.reads()));
      long peak = MemoryPlanner.plan(fused, storage, Map.of()).scratchBytes();
      if (best == null || peak < least) {
        best = fused;
        least = peak;
      }
    }
    return best == null ? program : best;
  }
}
