package io.feedalign.ir;

import java.util.List;
import org.apiguardian.api.API;

/**
 * The sealed vocabulary: everything that a backend must know. Each operation checks its operands
 * and says what it yields; what it computes stands in its Javadoc, and as double-precision loops in
 * fa-testkit's {@code ReferenceBackend}.
 *
 * <pre>{@code
 * Op product = new Gemm(false, true);
 * List<Form> forms = product.outputs(List.of(x, weight)); // fails if they don't fit
 * Value driven = emit.write(product, x, weight).get(0);
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public sealed interface Op
    permits Affine,
        Assign,
        AvgPool,
        AvgPoolGrad,
        AxisAdd,
        AxisMul,
        BatchNorm,
        BatchNormGrad,
        BatchNormInference,
        Binary,
        Cast,
        Chain,
        Clamp,
        Columns,
        Conv2d,
        Conv2dInputGrad,
        Conv2dWeightGrad,
        Dot,
        Fill,
        Gemm,
        LeastInColumn,
        MaxPool,
        MaxPoolGrad,
        OneHot,
        Random,
        Reshape,
        SoftmaxCrossEntropy,
        Sum,
        TopKHits,
        Unary {

  /**
   * The forms of the outputs for these operands.
   *
   * @throws io.feedalign.error.FaException naming the operation, the operand and what is allowed,
   *     if they do not fit
   */
  List<Form> outputs(List<Value> inputs);

  /**
   * Whether each output element depends only on the elements of the same place (and on scalars or
   * vectors along one axis), so that runs of such operations can be executed in one pass and an
   * output may take the place of an input.
   */
  default boolean pointwise() {
    return false;
  }
}
