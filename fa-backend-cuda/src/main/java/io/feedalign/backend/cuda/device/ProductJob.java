package io.feedalign.backend.cuda.device;

import io.feedalign.error.FaException;
import io.feedalign.tensor.DType;

/**
 * A product of two row-major matrices, {@code op(a) op(b)}, op(a) being rows x inner and op(b)
 * inner x columns. Operands in order: a, b; a bias, if there is one; output.
 *
 * @param transposeA whether a lies as inner x rows
 * @param transposeB whether b lies as columns x inner
 * @param a element type of a
 * @param b element type of b
 * @param output element type of the output
 * @param biased whether a vector of f32, one number for each column, is added to every row; the
 *     output is f32 then
 */
public record ProductJob(
    int rows,
    int columns,
    int inner,
    boolean transposeA,
    boolean transposeB,
    DType a,
    DType b,
    DType output,
    boolean biased) {
  /** Checks the output of a biased product. */
  public ProductJob {
    if (biased && output != DType.F32) {
      throw FaException.internal("A product with a bias must yield F32, not " + output + ".");
    }
  }

  /** A product with nothing added. */
  public ProductJob(
      int rows,
      int columns,
      int inner,
      boolean transposeA,
      boolean transposeB,
      DType a,
      DType b,
      DType output) {
    this(rows, columns, inner, transposeA, transposeB, a, b, output, false);
  }

  /** The same product, with a bias or without. */
  public ProductJob withBias(boolean added) {
    return new ProductJob(rows, columns, inner, transposeA, transposeB, a, b, output, added);
  }
}
