package io.feedalign.testkit;

import io.feedalign.ir.Affine;
import io.feedalign.ir.Assign;
import io.feedalign.ir.AvgPool;
import io.feedalign.ir.AvgPoolGrad;
import io.feedalign.ir.AxisAdd;
import io.feedalign.ir.AxisMul;
import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.BatchNormInference;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Cast;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Clamp;
import io.feedalign.ir.Columns;
import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Conv2dWeightGrad;
import io.feedalign.ir.Dot;
import io.feedalign.ir.Fill;
import io.feedalign.ir.Gemm;
import io.feedalign.ir.LeastInColumn;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.MaxPoolGrad;
import io.feedalign.ir.OneHot;
import io.feedalign.ir.Op;
import io.feedalign.ir.Random;
import io.feedalign.ir.Reshape;
import io.feedalign.ir.SoftmaxCrossEntropy;
import io.feedalign.ir.Sum;
import io.feedalign.ir.TopKHits;
import io.feedalign.ir.Unary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which loop each operation is. */
final class ReferenceTable {

  private static final List<Class<? extends Op>> POINTWISE =
      List.of(
          Affine.class,
          Assign.class,
          AxisAdd.class,
          AxisMul.class,
          Binary.class,
          Cast.class,
          Clamp.class,
          Unary.class);

  private final Map<Class<? extends Op>, Loop<Op>> loops = new HashMap<>();

  ReferenceTable() {
    POINTWISE.forEach(op -> loops.put(op, ReferencePointwise::single));
    put(Chain.class, ReferencePointwise::chain);
    put(Conv2d.class, ReferenceConv::drive);
    put(Conv2dInputGrad.class, ReferenceConv::pull);
    put(Conv2dWeightGrad.class, ReferenceConv::correlate);
    put(MaxPool.class, ReferencePool::max);
    put(MaxPoolGrad.class, ReferencePool::maxGrad);
    put(AvgPool.class, ReferencePool::average);
    put(AvgPoolGrad.class, ReferencePool::averageGrad);
    put(BatchNorm.class, ReferenceNorm::learn);
    put(BatchNormGrad.class, ReferenceNorm::grad);
    put(BatchNormInference.class, ReferenceNorm::infer);
    put(SoftmaxCrossEntropy.class, ReferenceLoss::crossEntropy);
    put(TopKHits.class, ReferenceLoss::hits);
    put(OneHot.class, ReferenceLoss::oneHot);
    put(Gemm.class, ReferenceAlgebra::gemm);
    put(Sum.class, ReferenceAlgebra::sum);
    put(Dot.class, ReferenceAlgebra::dot);
    put(Fill.class, ReferenceAlgebra::fill);
    put(Random.class, ReferenceAlgebra::random);
    put(Columns.class, ReferenceAlgebra::columns);
    put(LeastInColumn.class, ReferenceAlgebra::leastInColumn);
    put(Reshape.class, ReferenceAlgebra::reshape);
  }

  /** Sets the loop of an operation. */
  final <O extends Op> void put(Class<O> op, Loop<O> loop) {
    loops.put(op, (any, inputs, outputs) -> loop.run(op.cast(any), inputs, outputs));
  }

  /** Every operation that has a loop. */
  Set<Class<? extends Op>> known() {
    return Set.copyOf(loops.keySet());
  }

  Loop<Op> of(Op op) {
    return Checks.known(loops.get(op.getClass()), "The reference backend has no loop for " + op);
  }
}
