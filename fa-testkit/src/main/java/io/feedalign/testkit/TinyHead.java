package io.feedalign.testkit;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.SoftmaxCrossEntropy;
import io.feedalign.ir.TopKHits;
import io.feedalign.ir.Value;
import io.feedalign.nn.LossHead;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** Softmax and cross-entropy. */
record TinyHead() implements LossHead {

  @Override
  public Form target(Shape output) {
    return Form.integers(Shape.of(output.size(0)));
  }

  @Override
  public Outcome meet(Emitter emit, Value output, Value target) {
    List<Value> outcome = emit.write(new SoftmaxCrossEntropy(), output, target);
    return new Outcome(outcome.get(0), outcome.get(1));
  }

  @Override
  public Optional<Value> hits(Emitter emit, Value output, Value target, int k) {
    return Optional.of(emit.write(new TopKHits(k), output, target).get(0));
  }

  @Override
  public Value teacher(Emitter emit, Value output, Value target) {
    return emit.oneHot(target, output.shape().size(1));
  }
}
