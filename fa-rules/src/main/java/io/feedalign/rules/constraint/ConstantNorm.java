package io.feedalign.rules.constraint;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Parameter;
import io.feedalign.optim.Constraint;
import io.feedalign.optim.UpdateContext;
import io.feedalign.spi.ConstraintProvider;
import io.feedalign.spi.Settings;
import java.util.Optional;

/**
 * Keeps each weight at the Frobenius norm with which it started; biases and gains go free. The
 * weight still turns: only its length is put back. Source: Moskovitz, Litwin-Kumar, Abbott 2018.
 */
public record ConstantNorm() implements Constraint {
  // A weight of all zeros stays so, where 0 / 0 would make it NaN.
  private static final double SMALLEST_NORM = 1e-30;

  // How far an audit lets a norm be from the first, as a part of it: single precision's rounding.
  private static final double TOLERANCE = 1e-6;

  @Override
  public Value project(Emitter emit, UpdateContext context, Value proposed) {
    if (context.parameter().role() != Parameter.Role.WEIGHT) {
      return proposed;
    }
    Value norm0 = context.remember("norm", atStart -> atStart.norm(context.weight()));
    // W <- W norm(W_0) / norm(W)
    Value norm = emit.clamp(emit.norm(proposed), SMALLEST_NORM, Float.MAX_VALUE);
    return emit.multiply(proposed, emit.divide(norm0, norm));
  }

  @Override
  public Optional<String> breach(UpdateContext context, double[] start, double[] now) {
    if (context.parameter().role() != Parameter.Role.WEIGHT) {
      return Optional.empty();
    }
    double norm0 = frobenius(start);
    double norm = frobenius(now);
    // Written so that what is not a number is a breach.
    return Math.abs(norm - norm0) <= TOLERANCE * norm0
        ? Optional.empty()
        : Optional.of("its norm is " + norm + ", but was " + norm0 + " at the start");
  }

  private static double frobenius(double[] x) {
    double squares = 0;
    for (double element : x) {
      squares += element * element;
    }
    return Math.sqrt(squares);
  }

  /** {@code const}. */
  public static final class Provider implements ConstraintProvider {
    @Override
    public String name() {
      return "const";
    }

    @Override
    public String description() {
      return "Keeps each weight at its starting norm. (Moskovitz et al. 2018)";
    }

    @Override
    public ConstantNorm create(Settings settings) {
      return new ConstantNorm();
    }
  }
}
