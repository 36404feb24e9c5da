package io.feedalign.backend.cuda.device;

import io.feedalign.tensor.DType;

/**
 * A product of two row-major matrices, {@code op(a) op(b)}, op(a) being rows x inner and op(b)
 * inner x columns. Operands in order: a, b; output.
 *
 * @param transposeA whether a lies as inner x rows
 * @param transposeB whether b lies as columns x inner
 * @param a element type of a
 * @param b element type of b
 * @param output element type of the output
 */
public record ProductJob(
    int rows,
    int columns,
    int inner,
    boolean transposeA,
    boolean transposeB,
    DType a,
    DType b,
    DType output) {}
