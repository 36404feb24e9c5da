package io.feedalign.testkit;

import io.feedalign.error.FaException;
import io.feedalign.ir.Affine;
import io.feedalign.ir.Assign;
import io.feedalign.ir.AxisAdd;
import io.feedalign.ir.AxisMul;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Cast;
import io.feedalign.ir.Clamp;
import io.feedalign.ir.Op;
import io.feedalign.ir.Unary;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/** What each pointwise operation does to the elements a and b of one place. */
final class PointFunctions {

  private static final Map<Unary.Function, DoubleUnaryOperator> UNARY =
      Map.of(
          Unary.Function.ABS,
          Math::abs,
          Unary.Function.SIGN,
          Math::signum,
          Unary.Function.SQUARE,
          x -> x * x,
          Unary.Function.SQRT,
          Math::sqrt,
          Unary.Function.RELU,
          x -> Math.max(x, 0),
          Unary.Function.TANH,
          Math::tanh,
          Unary.Function.SIGMOID,
          x -> 1 / (1 + Math.exp(-x)),
          Unary.Function.POSITIVE,
          x -> x > 0 ? 1 : 0);

  private static final Map<Binary.Function, DoubleBinaryOperator> BINARY =
      Map.of(
          Binary.Function.ADD, (a, b) -> a + b,
          Binary.Function.SUBTRACT, (a, b) -> a - b,
          Binary.Function.MULTIPLY, (a, b) -> a * b,
          Binary.Function.DIVIDE, (a, b) -> a / b,
          Binary.Function.MAXIMUM, Math::max,
          Binary.Function.MINIMUM, Math::min,
          Binary.Function.RELU_GATE, (a, b) -> b > 0 ? a : 0,
          Binary.Function.TANH_GATE, (a, b) -> a * (1 - b * b),
          Binary.Function.SIGMOID_GATE, (a, b) -> a * b * (1 - b));

  private static final Map<Class<? extends Op>, Function<Op, DoubleBinaryOperator>> BY_OP =
      Map.of(
          Unary.class, op -> ignoringSecond(UNARY, ((Unary) op).function()),
          Binary.class, op -> known(BINARY, ((Binary) op).function()),
          Affine.class, op -> affine((Affine) op),
          Clamp.class, op -> clamp((Clamp) op),
          AxisAdd.class, op -> (a, b) -> a + b,
          AxisMul.class, op -> (a, b) -> a * b,
          Assign.class, op -> (a, b) -> b,
          Cast.class, op -> (a, b) -> Rounding.to(((Cast) op).type(), a));

  private PointFunctions() {}

  /** The function of an operation; one of a alone ignores b. */
  static DoubleBinaryOperator of(Op op) {
    return known(BY_OP, op.getClass()).apply(op);
  }

  private static DoubleBinaryOperator affine(Affine op) {
    return (a, b) -> op.scale() * a + op.shift();
  }

  private static DoubleBinaryOperator clamp(Clamp op) {
    return (a, b) -> Math.min(Math.max(a, op.low()), op.high());
  }

  private static <K> DoubleBinaryOperator ignoringSecond(
      Map<K, DoubleUnaryOperator> functions, K key) {
    DoubleUnaryOperator function = known(functions, key);
    return (a, b) -> function.applyAsDouble(a);
  }

  private static <K, V> V known(Map<? extends K, V> functions, K key) {
    V function = functions.get(key);
    if (function == null) {
      throw FaException.internal(
          "The reference backend has no pointwise function for " + key + ".");
    }
    return function;
  }
}
