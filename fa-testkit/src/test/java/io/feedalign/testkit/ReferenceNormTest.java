package io.feedalign.testkit;

import static io.feedalign.testkit.Closeness.assertClose;

import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.BatchNormInference;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceNormTest {

  private static final Form IMAGE = Form.activation(Shape.of(3, 2, 2, 2));
  private static final Form CHANNELS = Form.parameter(Shape.of(2));

  private final Sketch sketch = new Sketch();
  private final Value x = sketch.normal(IMAGE);
  private final Value gain = sketch.feed(CHANNELS, 2, -1);
  private final Value shift = sketch.feed(CHANNELS, 10, 20);

  @Test
  void normalisesByHand() {
    Sketch rows = new Sketch();
    Value column = rows.feed(Form.parameter(Shape.of(2, 1)), 1, 5);
    Value two = rows.feed(Form.parameter(Shape.of(1)), 2);
    Value ten = rows.feed(Form.parameter(Shape.of(1)), 10);
    List<Value> learnt = rows.apply(new BatchNorm(0), column, two, ten);
    try (Rig rig = Rig.on(new ReferenceBackend(), rows)) {
      rig.run();
      assertClose("mean", new double[] {3}, rig.read(learnt.get(1)), 0);
      assertClose("biased variance", new double[] {4}, rig.read(learnt.get(2)), 0);
      assertClose("normalised", new double[] {8, 12}, rig.read(learnt.get(0)), 1e-15);
    }
  }

  @Test
  void inferenceWithTheBatchStatisticsEqualsLearning() {
    List<Value> learnt = sketch.apply(new BatchNorm(1e-3), x, gain, shift);
    Value inferred =
        sketch
            .apply(new BatchNormInference(1e-3), x, gain, shift, learnt.get(1), learnt.get(2))
            .get(0);
    try (Rig rig = Rig.on(new ReferenceBackend(), sketch)) {
      rig.run();
      assertClose("y", rig.read(learnt.get(0)), rig.read(inferred), 0);
    }
  }

  @Test
  void gradIsTheDerivativeThroughTheStatistics() {
    List<Value> learnt = sketch.apply(new BatchNorm(1e-3), x, gain, shift);
    Value signal = sketch.normal(IMAGE);
    List<Value> back =
        sketch.apply(new BatchNormGrad(1e-3), x, gain, learnt.get(1), learnt.get(2), signal);
    List<Value> wanted = List.of(x, gain, shift);
    try (Rig rig = Rig.on(new ReferenceBackend(), sketch)) {
      rig.run();
      List<double[]> got = back.stream().map(rig::read).toList();
      for (int i = 0; i < 3; i++) {
        double[] differences =
            new Differences(rig, learnt.get(0), rig.read(signal)).gradient(wanted.get(i));
        assertClose("gradient " + i, differences, got.get(i), 1e-8);
      }
    }
  }
}
