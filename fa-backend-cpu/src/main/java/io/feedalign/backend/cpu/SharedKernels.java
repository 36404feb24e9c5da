package io.feedalign.backend.cpu;

import io.feedalign.ir.Affine;
import io.feedalign.ir.Assign;
import io.feedalign.ir.AxisAdd;
import io.feedalign.ir.AxisMul;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Cast;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Clamp;
import io.feedalign.ir.Columns;
import io.feedalign.ir.Dot;
import io.feedalign.ir.Fill;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.LeastInColumn;
import io.feedalign.ir.OneHot;
import io.feedalign.ir.Op;
import io.feedalign.ir.Random;
import io.feedalign.ir.Reshape;
import io.feedalign.ir.SoftmaxCrossEntropy;
import io.feedalign.ir.Sum;
import io.feedalign.ir.TopKHits;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import java.util.List;

/**
 * The kernels written in Java that every CPU backend shares: all but convolution, products, norms,
 * pools.
 */
public final class SharedKernels {
  static final List<Class<? extends Op>> POINTWISE =
      List.of(
          Affine.class,
          AxisAdd.class,
          AxisMul.class,
          Binary.class,
          Chain.class,
          Clamp.class,
          Unary.class);

  private SharedKernels() {}

  /** Their table, computing on these threads. */
  public static KernelTable table(WorkPool pool) {
    KernelTable table = KernelTable.empty();
    for (Class<? extends Op> pointwise : POINTWISE) {
      table = table.with(pointwise, (step, views) -> ChainCompiler.bind(step, views, pool));
    }
    return table
        .with(Assign.class, (step, views) -> assign(step, views, pool))
        .with(Cast.class, (step, views) -> CastKernel.bind(step, views, pool))
        .with(Columns.class, ColumnsKernel::bind)
        .with(Dot.class, (step, views) -> dot(step, views, pool))
        .with(Fill.class, FillKernel::bind)
        .with(LeastInColumn.class, LeastInColumnKernel::bind)
        .with(OneHot.class, OneHotKernel::bind)
        .with(Random.class, (step, views) -> new RandomKernel(step, views, pool))
        .with(Reshape.class, (step, views) -> ReshapeKernel.bind(step, views, pool))
        .with(SoftmaxCrossEntropy.class, (step, views) -> new SoftmaxKernel(step, views, pool))
        .with(Sum.class, (step, views) -> sum(step, views, pool))
        .with(TopKHits.class, TopKKernel::new);
  }

  private static Kernel assign(Instruction step, Views views, WorkPool pool) {
    Value state = step.inputs().get(0);
    if (state.type() == DType.F32 || state.type() == DType.BF16) {
      return ChainCompiler.bind(step, views, pool);
    }
    return new CopyKernel(views.bytes(step.inputs().get(1)), views.bytes(state));
  }

  private static Kernel sum(Instruction step, Views views, WorkPool pool) {
    Value x = step.inputs().get(0);
    SumOperands operands = new SumOperands(views.elements(x), null, views.floats(step.output()));
    return reduction(AxisWalk.of(x.form(), ((Sum) step.op()).axis()), operands, pool);
  }

  private static Kernel dot(Instruction step, Views views, WorkPool pool) {
    Value a = step.inputs().get(0);
    Value b = step.inputs().get(1);
    Elements first = views.elements(a);
    Elements second = b.equals(a) ? first : views.elements(b);
    SumOperands operands = new SumOperands(first, second, views.floats(step.output()));
    return reduction(AxisWalk.of(a.form(), ((Dot) step.op()).axis()), operands, pool);
  }

  private static Kernel reduction(AxisWalk walk, SumOperands operands, WorkPool pool) {
    return walk.inner() == 1 && walk.kept() > 1
        ? new ColumnSums(walk, operands, pool)
        : new SegmentSums(walk, operands, pool);
  }
}
