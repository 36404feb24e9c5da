package io.feedalign.models.init;

import io.feedalign.ir.Draw;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Reshape;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.tensor.Shape;

/**
 * Weights that keep lengths: a random matrix (out, everything else) with orthonormal rows, or
 * columns if they are fewer, times a gain (Saxe, McClelland and Ganguli 2014, "Exact solutions to
 * the nonlinear dynamics of learning in deep linear neural networks").
 *
 * <p>It is the polar factor of a Gaussian matrix, which has the same (Haar's) distribution as the Q
 * of its QR decomposition with positive diagonal, and needs matrix products only, so that every
 * backend can draw it. The factor is found by Newton's iteration with polynomials of fifth degree
 * in the singular values (Björck and Bowie 1971; Kovarik 1970): first ones that lift small values
 * quickly to between 0.7 and 1.2, then ones that converge to 1.
 *
 * <pre>{@code
 * Initializer rotation = new Orthogonal(1);
 * }</pre>
 *
 * @param gain length of each row or column; the square root of 2 makes up for ReLU
 */
public record Orthogonal(double gain) implements Initializer {
  private static final double[] LIFT = {3.4445, -4.7750, 2.0315};
  private static final double[] SETTLE = {15.0 / 8, -10.0 / 8, 3.0 / 8};
  private static final int SETTLING = 5;

  @Override
  public Value draw(Emitter emit, Shape shape, Draw draw) {
    int rows = shape.size(0);
    Shape matrix = Shape.of(rows, Math.toIntExact(shape.elements() / rows));
    Value gaussian = emit.normal(1, Form.parameter(matrix), draw);
    Value x = emit.divide(gaussian, emit.norm(gaussian));
    for (int i = liftings(matrix); i > 0; i--) {
      x = improve(emit, x, LIFT);
    }
    for (int i = 0; i < SETTLING; i++) {
      x = improve(emit, x, SETTLE);
    }
    Value scaled = emit.scale(x, gain);
    Form form = Form.parameter(shape);
    return shape.equals(matrix) ? scaled : emit.write(new Reshape(form), scaled).get(0);
  }

  /** {@code a X + (b A + c A A) X} with {@code A = X XT}, or the same from the other side. */
  private static Value improve(Emitter emit, Value x, double... factors) {
    boolean wide = x.shape().size(0) <= x.shape().size(1);
    Value a = wide ? emit.matmulTransposedB(x, x) : emit.matmulTransposedA(x, x);
    Value sum = emit.add(emit.scale(a, factors[1]), emit.scale(emit.matmul(a, a), factors[2]));
    Value moved = wide ? emit.matmul(sum, x) : emit.matmul(x, sum);
    return emit.add(emit.scale(x, factors[0]), moved);
  }

  /**
   * How many times the smallest singular value must be lifted. Of a Gaussian matrix with sides n
   * and m it is about the difference of their roots; of a square one, above 1e-4 / sqrt(n) but once
   * in ten thousand draws. The norm that divided it is about sqrt(n m).
   */
  private static int liftings(Shape matrix) {
    double few = Math.sqrt(Math.min(matrix.size(0), matrix.size(1)));
    double many = Math.sqrt(Math.max(matrix.size(0), matrix.size(1)));
    double least = Math.max((many - few) / 4, 1e-4 / few);
    return (int) Math.ceil(Math.log(1.2 * few * many / least) / Math.log(LIFT[0]));
  }
}
