package io.feedalign.testkit;

import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.MaxPoolGrad;
import io.feedalign.ir.SoftmaxCrossEntropy;
import io.feedalign.ir.TopKHits;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.List;

/**
 * One step of a small convolutional network by hand: convolution, batch norm, ReLU, max pooling,
 * flatten, dense, loss, and everything backwards with a fixed feedback weight; plain updates.
 */
final class TrainingStep {

  private static final Geometry WINDOW = Geometry.square(3, 1, 1);
  private static final Geometry POOL = Geometry.square(2, 2, 0);
  private static final double EPSILON = 1e-5;
  private static final double RATE = 0.1;
  private static final int CLASSES = 4;

  private final Sketch sketch;
  private final Emitter emit;

  private TrainingStep(Sketch sketch) {
    this.sketch = sketch;
    this.emit = sketch.emit();
  }

  static void write(Sketch sketch) {
    new TrainingStep(sketch).write();
  }

  private void write() {
    Value x = sketch.normal(Form.activation(Shape.of(6, 3, 9, 8)));
    Value weight = state(Shape.of(5, 3, 3, 3), -0.5, 0.5);
    Value gain = state(Shape.of(5), 0.5, 1.5);
    Value shift = state(Shape.of(5), -0.5, 0.5);
    Value z = emit.conv2d(x, weight, WINDOW);
    List<Value> norm = emit.write(new BatchNorm(EPSILON), z, gain, shift);
    Value h = emit.apply(Unary.Function.RELU, norm.get(0));
    List<Value> pooled = emit.write(new MaxPool(POOL), h);

    Value signal = head(pooled.get(0));

    Value atRelu = emit.write(new MaxPoolGrad(POOL, h.shape()), pooled.get(1), signal).get(0);
    Value atNorm = emit.apply(Binary.Function.RELU_GATE, atRelu, h);
    List<Value> back =
        emit.write(new BatchNormGrad(EPSILON), z, gain, norm.get(1), norm.get(2), atNorm);
    update(weight, emit.conv2dWeightGrad(x, back.get(0), WINDOW));
    update(gain, back.get(1));
    update(shift, back.get(2));
    Value feedback = state(Shape.of(5, 3, 3, 3), -1, 1);
    sketch.read(emit.conv2dInputGrad(back.get(0), feedback, WINDOW, x.shape()));
  }

  /**
   * Flatten, dense with bias, loss; returns the signal at the pooled image through a fixed weight.
   */
  private Value head(Value pooled) {
    Shape rows = Shape.of(pooled.shape().size(0), (int) pooled.shape().elementsPerRow());
    Value flat = emit.reshape(pooled, rows);
    Value weight = state(Shape.of(CLASSES, rows.size(1)), -0.2, 0.2);
    Value bias = state(Shape.of(CLASSES), -0.1, 0.1);
    Value logits = emit.addChannels(emit.matmulTransposedB(flat, weight), bias);
    Value target = sketch.targets(rows.size(0), CLASSES);
    List<Value> loss = sketch.apply(new SoftmaxCrossEntropy(), logits, target);
    sketch.apply(new TopKHits(2), logits, target);
    Value error = loss.get(1);
    update(weight, emit.matmulTransposedA(error, flat));
    update(bias, emit.sumToChannels(error));
    Value feedback = state(Shape.of(CLASSES, rows.size(1)), -0.2, 0.2);
    return emit.reshape(emit.matmul(error, feedback), pooled.shape());
  }

  private Value state(Shape shape, double low, double high) {
    double[] numbers = Numbers.uniform(sketch.numbers().size(), low, high, shape);
    return sketch.state(Form.parameter(shape), numbers);
  }

  private void update(Value weight, Value gradient) {
    emit.assign(weight, emit.subtract(weight, emit.scale(gradient, RATE)));
  }
}
