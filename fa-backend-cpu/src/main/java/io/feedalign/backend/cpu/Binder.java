package io.feedalign.backend.cpu;

import io.feedalign.ir.Instruction;

/** Makes the kernel of one kind of instruction. */
@FunctionalInterface
public interface Binder {
  /** Chooses the algorithm and fixes the operands' places. */
  Kernel bind(Instruction instruction, Views views);
}
