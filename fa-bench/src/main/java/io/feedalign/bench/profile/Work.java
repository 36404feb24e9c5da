package io.feedalign.bench.profile;

import io.feedalign.ir.AvgPool;
import io.feedalign.ir.AvgPoolGrad;
import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.BatchNormInference;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Conv2dWeightGrad;
import io.feedalign.ir.Dot;
import io.feedalign.ir.Gemm;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.Op;
import io.feedalign.ir.SoftmaxCrossEntropy;
import io.feedalign.ir.Sum;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;

/** The arithmetic of instructions, from their shapes. */
final class Work {
  private static final int NORM = 5;
  private static final int NORM_ADJOINT = 9;
  private static final int NORM_INFERENCE = 2;
  private static final int SOFTMAX = 5;

  private Work() {}

  /**
   * Floating-point operations: of convolutions and products each addition and multiplication,
   * padding counted in; of pointwise operations one for each element and step; of norms those of
   * the textbook's formula. Moving numbers about is none.
   */
  static double operations(Instruction step) {
    Op op = step.op();
    if (op instanceof Chain chain) {
      return chain.steps().stream().mapToDouble(Work::operations).sum();
    }
    if (op.pointwise()) {
      return step.outputs().isEmpty() ? 0 : elements(step.output());
    }
    double synapse = synapse(step);
    return synapse > 0 ? synapse : other(step);
  }

  private static double synapse(Instruction step) {
    Op op = step.op();
    if (op instanceof Conv2d) {
      return 2 * elements(step.output()) * perChannel(step.inputs().get(1));
    }
    if (op instanceof Conv2dInputGrad) {
      return 2 * elements(step.inputs().get(0)) * perChannel(step.inputs().get(1));
    }
    if (op instanceof Conv2dWeightGrad) {
      return 2 * elements(step.inputs().get(1)) * perChannel(step.output());
    }
    if (op instanceof Gemm product) {
      Shape a = step.inputs().get(0).shape();
      return 2 * elements(step.output()) * a.size(product.transposeA() ? 0 : 1);
    }
    return 0;
  }

  private static double other(Instruction step) {
    Op op = step.op();
    double first = step.inputs().isEmpty() ? 0 : elements(step.inputs().get(0));
    if (op instanceof BatchNorm) {
      return NORM * first;
    }
    if (op instanceof BatchNormGrad) {
      return NORM_ADJOINT * first;
    }
    if (op instanceof BatchNormInference) {
      return NORM_INFERENCE * first;
    }
    if (op instanceof MaxPool pool) {
      return elements(step.output()) * window(pool.geometry());
    }
    if (op instanceof AvgPool pool) {
      return elements(step.output()) * window(pool.geometry());
    }
    if (op instanceof AvgPoolGrad pool) {
      return first * window(pool.geometry());
    }
    if (op instanceof SoftmaxCrossEntropy) {
      return SOFTMAX * first;
    }
    return op instanceof Sum ? first : op instanceof Dot ? 2 * first : 0;
  }

  private static double window(Geometry geometry) {
    return (double) geometry.kernel().h() * geometry.kernel().w();
  }

  private static double perChannel(Value weight) {
    return elements(weight) / weight.shape().size(0);
  }

  private static double elements(Value value) {
    return value.shape().elements();
  }
}
