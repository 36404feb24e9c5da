package io.feedalign.backend.cuda.source;

import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import java.util.List;

/**
 * A pointwise instruction as part of another's kernel: what is done with its results, or how one of
 * its operands is made.
 *
 * @param parameters what its parameters point to, in order
 * @param types of its parameters, such as {@code const float*}
 * @param text statements that define it, for the start of a body
 * @param expression what the kernel is given
 */
public record PointwisePart(
    List<Value> parameters, List<String> types, String text, String expression) {
  /**
   * What becomes of a result: operands are read by a function {@code read}, so that they can be on
   * their way early, and {@code write} stores outputs. Results are rounded first, as they would be
   * if they were stored themselves.
   *
   * @param width neighbours that a thread works on
   * @param first number of the first parameter
   */
  public static PointwisePart after(Value result, Instruction next, int width, int first) {
    return PointwiseWriter.after(result, next, first).follow(width);
  }

  /**
   * How an operand is made: a function {@code make} that fills an array, rounded as it would be if
   * it were stored.
   *
   * @param width neighbours that a thread works on
   * @param first number of the first parameter
   */
  public static PointwisePart before(Made made, int width, int first) {
    return new PointwiseWriter(made, first).make(made.operand(), width);
  }

  /**
   * An operand that is made on the way.
   *
   * @param maker what makes it
   * @param operand which of the maker's outputs it is
   * @param stored outputs that are stored on this occasion
   */
  public record Made(Instruction maker, Value operand, List<Value> stored) {
    /** Copies the list. */
    public Made {
      stored = List.copyOf(stored);
    }
  }
}
