package io.feedalign.rules.learned;

import io.feedalign.credit.Edge;
import io.feedalign.credit.RuleContext;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Reshape;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Parameter;
import io.feedalign.tensor.Shape;

/**
 * The two factors of product feedback at one edge. A weight is taken as a matrix of one row for
 * each output, whatever its rank.
 *
 * @param b (outputs, middle), fixed
 * @param r (middle, ...), of the weight's shape but for its first axis; learns
 * @param weight shape of the weight
 */
record Factors(Value b, Value r, Shape weight) {

  static Factors at(Edge edge, RuleContext context, int expansion) {
    Parameter parameter = edge.weightParameter();
    Shape weight = parameter.shape();
    int middle = Math.multiplyExact(expansion, weight.size(0));
    // Then the mean of B BT is the identity: B R grows as W does, and starts as large.
    double deviation = 1 / Math.sqrt(middle);
    Initializer gaussian =
        (emit, shape, draw) -> emit.normal(deviation, Form.parameter(shape), draw);
    return new Factors(
        context.state("feedback_fixed", Shape.of(weight.size(0), middle), gaussian),
        context.state(
            "feedback_learnt", weight.withoutBatch().withBatch(middle), parameter.initializer()),
        weight);
  }

  /** B R, in the weight's shape. */
  Value product(Emitter emit) {
    return shaped(emit, emit.matmul(b, rows(emit, r)), weight);
  }

  /** BT times a tensor of the weight's shape, in R's shape. */
  Value mix(Emitter emit, Value gradient) {
    return shaped(emit, emit.matmulTransposedA(b, rows(emit, gradient)), r.shape());
  }

  private static Value rows(Emitter emit, Value weight) {
    Shape shape = weight.shape();
    return shaped(emit, weight, Shape.of(shape.size(0), (int) shape.elementsPerRow()));
  }

  private static Value shaped(Emitter emit, Value matrix, Shape shape) {
    Form form = Form.parameter(shape);
    return form.equals(matrix.form()) ? matrix : emit.write(new Reshape(form), matrix).get(0);
  }
}
