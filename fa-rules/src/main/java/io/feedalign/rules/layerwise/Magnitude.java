package io.feedalign.rules.layerwise;

import io.feedalign.credit.Edge;
import io.feedalign.credit.RuleContext;
import io.feedalign.ir.Draw;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Fans;
import io.feedalign.nn.Parameter;
import io.feedalign.tensor.Shape;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * How large sign-concordant feedback is: one number for all, one for each output channel, or one
 * for each connection. The magnitudes that depend on norms are in {@link NormMagnitude}.
 */
@FunctionalInterface
public interface Magnitude {
  /** Gives signs their size. */
  @FunctionalInterface
  interface Sizing {
    /** Writes the signs, each times its magnitude. */
    Value size(Emitter emit, Value signs);
  }

  /** Whether all connections of a layer have the same. */
  default boolean uniform() {
    return false;
  }

  /** Sets the magnitude up at an edge, asking the context for whatever it has to keep. */
  Sizing at(Edge edge, RuleContext context);

  /** The same magnitude, which gives one number to all connections of a layer. */
  static Magnitude uniform(Magnitude c) {
    return new Magnitude() {
      @Override
      public Sizing at(Edge edge, RuleContext context) {
        return c.at(edge, context);
      }

      @Override
      public boolean uniform() {
        return true;
      }
    };
  }

  /** c = 1. */
  static Magnitude unit() {
    return uniform((edge, context) -> (emit, signs) -> signs);
  }

  /** c = sqrt(2 / (k k C_out)) for convolutions, 1 / sqrt(n_in) for dense layers. (Xiao 2018) */
  static Magnitude xiao() {
    return constant(
        weight -> {
          Fans fans = Fans.of(weight);
          return weight.rank() > 2 ? Math.sqrt(2.0 / fans.out()) : 1 / Math.sqrt(fans.in());
        });
  }

  /** c = sqrt(2 / (fan_in + fan_out)). (Glorot, Bengio 2010) */
  static Magnitude xavier() {
    return constant(
        weight -> {
          Fans fans = Fans.of(weight);
          return Math.sqrt(2.0 / ((double) fans.in() + fans.out()));
        });
  }

  /** One number that follows from the weight's shape. */
  static Magnitude constant(ToDoubleFunction<Shape> size) {
    return uniform(
        (edge, context) -> {
          double c = size.applyAsDouble(edge.weightParameter().shape());
          return (emit, signs) -> emit.scale(signs, c);
        });
  }

  /** abs(W_t): with the signs of W_t this is W_t again. */
  static Magnitude current() {
    return absolute((edge, context) -> emit -> edge.weight());
  }

  /** abs(W_0), remembered under {@code feedback}. */
  static Magnitude initialWeights() {
    return absolute(
        (edge, context) -> {
          Value w0 = context.remember("feedback", emit -> edge.weight());
          return emit -> w0;
        });
  }

  /**
   * abs(M), where M is drawn once from the weight's initializer.
   *
   * @param name under which M is kept
   */
  static Magnitude drawnOnce(String name) {
    return absolute(
        (edge, context) -> {
          Parameter weight = edge.weightParameter();
          Value m = context.state(name, weight.shape(), weight.initializer());
          return emit -> m;
        });
  }

  /** abs(M_t), where M_t is drawn anew for each batch: one draw for the whole batch. */
  static Magnitude drawnEachBatch() {
    return absolute(
        (edge, context) -> {
          Parameter weight = edge.weightParameter();
          Draw draw = context.fresh("feedback");
          return emit -> weight.initializer().draw(emit, weight.shape(), draw);
        });
  }

  /** abs(M) for a weight-shaped M. */
  private static Magnitude absolute(FeedbackWeight source) {
    return (edge, context) -> {
      Function<Emitter, Value> m = source.at(edge, context);
      return (emit, signs) -> emit.multiply(emit.abs(m.apply(emit)), signs);
    };
  }
}
