package io.feedalign.backend.cuda.plan;

import io.feedalign.ir.Instruction;

/** Turns one kind of instruction into stages. */
@FunctionalInterface
public interface Lowering {
  /** Writes the instruction's kernels and stages. */
  void lower(Instruction instruction, StageWriter writer);
}
