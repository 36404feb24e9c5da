package io.feedalign.core.compile;

import io.feedalign.ir.Assign;
import io.feedalign.ir.AvgPool;
import io.feedalign.ir.AvgPoolGrad;
import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.BatchNormInference;
import io.feedalign.ir.Cast;
import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Conv2dWeightGrad;
import io.feedalign.ir.Form;
import io.feedalign.ir.Gemm;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.MaxPoolGrad;
import io.feedalign.ir.Op;
import io.feedalign.ir.Sum;
import io.feedalign.ir.Tape;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Layout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rewrites a program that was written in f32 to {@link Precision#BF16}. Neither layers nor rules
 * know: what an operation is decides in which type its operands come.
 */
final class BrainFloats {
  /** Products: all operands in bf16, sums in f32. */
  private static final Set<Class<? extends Op>> PRODUCTS =
      Set.of(Conv2d.class, Conv2dInputGrad.class, Conv2dWeightGrad.class, Gemm.class);

  /** Operations that take images of activations in bf16, and everything else in f32. */
  private static final Set<Class<? extends Op>> ON_IMAGES =
      Set.of(
          BatchNorm.class,
          BatchNormGrad.class,
          BatchNormInference.class,
          MaxPool.class,
          MaxPoolGrad.class,
          AvgPool.class,
          AvgPoolGrad.class);

  private final Tape fresh;
  private final Map<Value, Value> halved = new HashMap<>();
  private final Map<Value, Map<DType, Value>> casts = new HashMap<>();
  private final List<Instruction> written = new ArrayList<>();

  private BrainFloats(Tape fresh) {
    this.fresh = fresh;
  }

  /**
   * The same program in mixed precision.
   *
   * @param reads keep their values and their f32
   * @param fresh gives ids to new values
   */
  static List<Instruction> rewrite(List<Instruction> body, Collection<Value> reads, Tape fresh) {
    BrainFloats pass = new BrainFloats(fresh);
    body.forEach(pass::take);
    reads.forEach(pass::restore);
    return List.copyOf(pass.written);
  }

  private void take(Instruction instruction) {
    Op op = instruction.op();
    List<Value> inputs = new ArrayList<>();
    for (Value input : instruction.inputs()) {
      inputs.add(as(typeFor(op, input), input));
    }
    List<Form> forms = op.outputs(inputs);
    List<Value> outputs = new ArrayList<>();
    for (int i = 0; i < instruction.outputs().size(); i++) {
      outputs.add(output(instruction.outputs().get(i), forms.get(i)));
    }
    written.add(new Instruction(op, inputs, outputs));
  }

  private static DType typeFor(Op op, Value input) {
    if (!floating(input) || op instanceof Assign) {
      return input.type();
    }
    boolean image = input.layout() == Layout.CHANNELS_LAST;
    boolean channelSum = op instanceof Sum sum && sum.axis() == 1;
    boolean half =
        PRODUCTS.contains(op.getClass())
            || image && (ON_IMAGES.contains(op.getClass()) || op.pointwise() || channelSum);
    return half ? DType.BF16 : DType.F32;
  }

  private static boolean floating(Value value) {
    return value.type() == DType.F32 || value.type() == DType.BF16;
  }

  /** The value that stands for an old output: itself, unless its type is another now. */
  private Value output(Value old, Form form) {
    if (form.equals(old.form())) {
      return old;
    }
    Value half = fresh.declare(old.name(), form);
    halved.put(old, half);
    return half;
  }

  private Value as(DType type, Value old) {
    Value now = halved.getOrDefault(old, old);
    if (now.type() == type) {
      return now;
    }
    return casts
        .computeIfAbsent(now, v -> new HashMap<>())
        .computeIfAbsent(type, t -> cast(now, t));
  }

  private Value cast(Value value, DType type) {
    Value result = fresh.declare(value.name() + "/" + key(type), value.form().withType(type));
    written.add(new Instruction(new Cast(type), List.of(value), List.of(result)));
    return result;
  }

  private static String key(DType type) {
    return type == DType.BF16 ? Precision.BF16.key() : Precision.F32.key();
  }

  private void restore(Value read) {
    Value half = halved.get(read);
    if (half != null) {
      written.add(new Instruction(new Cast(read.type()), List.of(half), List.of(read)));
    }
  }
}
