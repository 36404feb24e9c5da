package io.feedalign.models.layer;

import io.feedalign.error.FaException;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.SoftmaxCrossEntropy;
import io.feedalign.ir.TopKHits;
import io.feedalign.ir.Value;
import io.feedalign.nn.LossHead;
import io.feedalign.nn.MixedTarget;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Softmax and the cross-entropy to class indices: {@code loss = -mean log softmax(z)[target]},
 * {@code error = (softmax(z) - onehot) / rows}. Rows whose target is -1 are left out.
 */
public record SoftmaxCrossEntropyHead() implements LossHead {
  @Override
  public Form target(Shape output) {
    if (output.rank() != 2) {
      throw FaException.user(
          "Softmax cross-entropy compares rows (classes) with class indices, but the network's"
              + " output is "
              + Inputs.sample(output)
              + " per sample. End the network with flatten and dense, or with a global average; or"
              + " give a teaching signal of that shape instead of a target.");
    }
    return Form.integers(Shape.of(output.size(0)));
  }

  @Override
  public Outcome meet(Emitter emit, Value output, Value target) {
    List<Value> met = emit.write(new SoftmaxCrossEntropy(), output, target);
    return new Outcome(met.get(0), emit.cast(met.get(1), output.type()));
  }

  /**
   * {@code loss = -1/V sum share log softmax(z)[first] + (1 - share) log softmax(z)[second]}, over
   * the V rows that count. Cross-entropy is a function of z alone, minus the logit of the target:
   * so it is the loss of the first targets, and {@code sum of z d} with {@code d = (1 - share) / V
   * (onehot(first) - onehot(second))}, which is also what the error gains.
   */
  @Override
  public Optional<Outcome> meet(Emitter emit, Value output, MixedTarget target) {
    Outcome first = meet(emit, output, target.first());
    Value hot = emit.oneHot(target.first(), output.shape().size(1));
    Value exchange = emit.subtract(hot, emit.oneHot(target.second(), output.shape().size(1)));
    Value rows = emit.clamp(emit.sum(hot), 1, output.shape().size(0));
    Value rest = emit.divide(emit.affine(target.share(), -1, 1), rows);
    Value more = emit.scaleAxis(exchange, rest, 0);
    return Optional.of(
        new Outcome(
            emit.add(first.loss(), emit.dot(emit.cast(output, more.type()), more)),
            emit.add(first.error(), emit.cast(more, output.type()))));
  }

  /** Hits among the k best, or among all classes if there are fewer than k. */
  @Override
  public Optional<Value> hits(Emitter emit, Value output, Value target, int k) {
    int classes = output.shape().size(1);
    return Optional.of(emit.write(new TopKHits(Math.min(k, classes)), output, target).get(0));
  }

  @Override
  public Value teacher(Emitter emit, Value output, Value target) {
    return emit.oneHot(target, output.shape().size(1));
  }

  @Override
  public boolean balanced() {
    return true;
  }
}
