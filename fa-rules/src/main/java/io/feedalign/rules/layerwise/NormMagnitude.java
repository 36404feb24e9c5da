package io.feedalign.rules.layerwise;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;

/** Magnitudes that give feedback the norm of a weight (Moskovitz, Litwin-Kumar, Abbott 2018). */
public final class NormMagnitude {
  private static final int OUT_CHANNEL = 0;

  private NormMagnitude() {}

  /** c_t = norm(W_t) / norm(sgn W_t), Frobenius, in each step: norm(B) = norm(W). */
  public static Magnitude strict() {
    return Magnitude.uniform(
        (edge, context) ->
            (emit, signs) -> emit.multiply(signs, ratio(emit, edge.weight(), signs)));
  }

  /** The same for each output channel or unit on its own. */
  public static Magnitude strictPerOutChannel() {
    return (edge, context) ->
        (emit, signs) ->
            emit.scaleAxis(signs, ratioPerOutChannel(emit, edge.weight(), signs), OUT_CHANNEL);
  }

  /** c_0 = norm(W_0) / norm(sgn W_0), remembered under {@code feedback_norm}. */
  public static Magnitude frozen() {
    return Magnitude.uniform(
        (edge, context) -> {
          Value c0 =
              context.remember(
                  "feedback_norm", emit -> ratio(emit, edge.weight(), emit.sign(edge.weight())));
          return (emit, signs) -> emit.multiply(signs, c0);
        });
  }

  private static Value ratio(Emitter emit, Value weight, Value signs) {
    return emit.divide(emit.norm(weight), atLeastOne(emit, emit.norm(signs)));
  }

  private static Value ratioPerOutChannel(Emitter emit, Value weight, Value signs) {
    return emit.divide(norms(emit, weight), atLeastOne(emit, norms(emit, signs)));
  }

  private static Value norms(Emitter emit, Value x) {
    return emit.apply(Unary.Function.SQRT, emit.dotAlong(x, x, OUT_CHANNEL));
  }

  // norm(sgn W) is the root of a count: below 1 only where all of W is zero, and then B is zero
  // too.
  private static Value atLeastOne(Emitter emit, Value norm) {
    return emit.clamp(norm, 1, Float.MAX_VALUE);
  }
}
