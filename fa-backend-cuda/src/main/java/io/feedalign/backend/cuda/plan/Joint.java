package io.feedalign.backend.cuda.plan;

import io.feedalign.ir.Instruction;
import java.util.function.BiPredicate;

/**
 * How an instruction's kernels do a pointwise one beside it too.
 *
 * @param side where the other stands
 * @param able whether they can, given the instruction and the other
 * @param lowering turns both into stages
 */
record Joint(Side side, BiPredicate<Instruction, Instruction> able, JointLowering lowering) {
  /** Where the pointwise instruction stands. */
  enum Side {
    /**
     * It makes the last operand, for nobody else. That is stored nowhere, and made whenever it is
     * read; the thread that stores an element of the first result has made it before.
     */
    BEFORE,
    /**
     * It makes the last operand, and nobody reads what it makes before. All of that is stored
     * before any result is.
     */
    BEFORE_STORING,
    /** It alone reads the first result. */
    AFTER
  }

  /** Turns an instruction and a pointwise one beside it into stages. */
  @FunctionalInterface
  interface JointLowering {
    /** Writes the kernels and stages of both. */
    void lower(Instruction instruction, Instruction beside, StageWriter writer);
  }
}
