package io.feedalign.backend.cuda.plan;

import io.feedalign.ir.Value;

/** What a stage's parameter points to. */
public sealed interface Operand {
  /** A value of the program, at its place in the memory plan. */
  record Of(Value value) implements Operand {}

  /**
   * Workspace of this stage and its neighbours: nothing is kept there from one instruction to the
   * next.
   *
   * @param offset in bytes from the workspace's start, a multiple of 256
   */
  record Workspace(long offset) implements Operand {}
}
