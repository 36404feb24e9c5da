package io.feedalign.ir;

import io.feedalign.tensor.DType;
import io.feedalign.tensor.Layout;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.Locale;
import org.apiguardian.api.API;

/**
 * The pen that writes a program: one method an operation, each checked as it is written, each
 * giving the symbol of its result. Mathematics stands in the Javadoc of the operations.
 *
 * <pre>{@code
 * Value norm = emit.norm(weight);                       // Frobenius
 * Value unit = emit.divide(weight, norm);               // scalar second operands broadcast
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Emitter {
  private final Tape tape;
  private final String scope;

  private Emitter(Tape tape, String scope) {
    this.tape = tape;
    this.scope = scope;
  }

  /** A pen on a tape. */
  public static Emitter on(Tape tape) {
    return new Emitter(tape, "");
  }

  /** The same pen, whose values are named below {@code name}, as in {@code conv1/pull}. */
  public Emitter in(String name) {
    return new Emitter(tape, scope.isEmpty() ? name : scope + "/" + name);
  }

  /** Writes any operation; the methods below are shorthands. */
  public List<Value> write(Op op, Value... inputs) {
    String kind = op.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    return tape.write(op, List.of(inputs), scope.isEmpty() ? kind : scope + "/" + kind);
  }

  private Value one(Op op, Value... inputs) {
    return write(op, inputs).get(0);
  }

  /** {@link Conv2d}. */
  public Value conv2d(Value x, Value weight, Geometry geometry) {
    return one(new Conv2d(geometry), x, weight);
  }

  /** {@link Conv2dInputGrad} to an input of the given shape. */
  public Value conv2dInputGrad(Value signal, Value weight, Geometry geometry, Shape input) {
    return one(new Conv2dInputGrad(geometry, input), signal, weight);
  }

  /** {@link Conv2dWeightGrad}. */
  public Value conv2dWeightGrad(Value x, Value signal, Geometry geometry) {
    return one(new Conv2dWeightGrad(geometry), x, signal);
  }

  /** {@code a b}: {@link Gemm} of (M, K) and (K, N). */
  public Value matmul(Value a, Value b) {
    return one(new Gemm(false, false), a, b);
  }

  /** {@code a bT}: {@link Gemm} of (M, K) and (N, K). */
  public Value matmulTransposedB(Value a, Value b) {
    return one(new Gemm(false, true), a, b);
  }

  /** {@code aT b}: {@link Gemm} of (K, M) and (K, N). */
  public Value matmulTransposedA(Value a, Value b) {
    return one(new Gemm(true, false), a, b);
  }

  /** {@link AxisAdd} along axis 1, the channels. */
  public Value addChannels(Value x, Value vector) {
    return one(new AxisAdd(1), x, vector);
  }

  /** {@link AxisMul} along axis 0 or 1. */
  public Value scaleAxis(Value x, Value vector, int axis) {
    return one(new AxisMul(axis), x, vector);
  }

  /** {@link Sum} over all axes but 1. */
  public Value sumToChannels(Value x) {
    return one(new Sum(1), x);
  }

  /** {@link Sum} of everything, as a scalar. */
  public Value sum(Value x) {
    return one(new Sum(Sum.ALL), x);
  }

  /** {@link Dot} over everything, as a scalar. */
  public Value dot(Value a, Value b) {
    return one(new Dot(Sum.ALL), a, b);
  }

  /** {@link Dot} over all axes but one, as a vector. */
  public Value dotAlong(Value a, Value b, int axis) {
    return one(new Dot(axis), a, b);
  }

  /** Frobenius norm, as a scalar. */
  public Value norm(Value x) {
    return apply(Unary.Function.SQRT, dot(x, x));
  }

  /** {@link Unary}. */
  public Value apply(Unary.Function function, Value x) {
    return one(new Unary(function), x);
  }

  /** {@link Binary}; the second operand may be a scalar. */
  public Value apply(Binary.Function function, Value a, Value b) {
    return one(new Binary(function), a, b);
  }

  /** {@code |x|}. */
  public Value abs(Value x) {
    return apply(Unary.Function.ABS, x);
  }

  /** The sign of each element; of zero, 0. */
  public Value sign(Value x) {
    return apply(Unary.Function.SIGN, x);
  }

  /** {@code a + b}. */
  public Value add(Value a, Value b) {
    return apply(Binary.Function.ADD, a, b);
  }

  /** {@code a - b}. */
  public Value subtract(Value a, Value b) {
    return apply(Binary.Function.SUBTRACT, a, b);
  }

  /** {@code a b}, element by element. */
  public Value multiply(Value a, Value b) {
    return apply(Binary.Function.MULTIPLY, a, b);
  }

  /** {@code a / b}, element by element. */
  public Value divide(Value a, Value b) {
    return apply(Binary.Function.DIVIDE, a, b);
  }

  /** {@link Affine}: {@code scale x + shift}. */
  public Value affine(Value x, double scale, double shift) {
    return one(new Affine(scale, shift), x);
  }

  /** {@code factor x}; x itself if the factor is 1. */
  public Value scale(Value x, double factor) {
    return factor == 1 ? x : affine(x, factor, 0);
  }

  /** {@link Clamp}. */
  public Value clamp(Value x, double low, double high) {
    return one(new Clamp(low, high), x);
  }

  /** {@link Reshape} to a form of the same size, in the layout that activations of it have. */
  public Value reshape(Value x, Shape shape) {
    Form form = new Form(shape, x.type(), Layout.ofActivation(shape));
    return form.equals(x.form()) ? x : one(new Reshape(form), x);
  }

  /** {@link Columns}; x itself if these are all. */
  public Value columns(Value x, int from, int to) {
    return from == 0 && to == x.shape().size(1) ? x : one(new Columns(from, to), x);
  }

  /** {@link LeastInColumn}. */
  public Value leastInColumn(Value x, int count) {
    return one(new LeastInColumn(count), x);
  }

  /** {@link Cast}; x itself if it has that type. */
  public Value cast(Value x, DType type) {
    return x.type() == type ? x : one(new Cast(type), x);
  }

  /** {@link Fill}. */
  public Value fill(double value, Form form) {
    return one(new Fill(value, form));
  }

  /** {@link Random} numbers in [low, high). */
  public Value uniform(double low, double high, Form form, Draw draw) {
    Value unit = one(new Random(Random.Distribution.UNIFORM, draw.key(), form), draw.step());
    return affine(unit, high - low, low);
  }

  /** {@link Random} Gaussian numbers of mean 0. */
  public Value normal(double deviation, Form form, Draw draw) {
    Value unit = one(new Random(Random.Distribution.NORMAL, draw.key(), form), draw.step());
    return scale(unit, deviation);
  }

  /** {@link OneHot} rows of the targets. */
  public Value oneHot(Value target, int classes) {
    return one(new OneHot(classes), target);
  }

  /** {@link Assign}: from the next run on, the state holds the value. */
  public void assign(Value state, Value value) {
    write(new Assign(), state, value);
  }
}
