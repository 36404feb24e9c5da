package io.feedalign.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.InspectedStep;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.ir.Draw;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Value;
import io.feedalign.models.layer.AddLayer;
import io.feedalign.models.layer.BatchNormLayer;
import io.feedalign.models.layer.Conv2dLayer;
import io.feedalign.models.layer.DenseLayer;
import io.feedalign.models.layer.FlattenLayer;
import io.feedalign.models.layer.GlobalAvgPoolLayer;
import io.feedalign.models.layer.ReluLayer;
import io.feedalign.models.layer.SoftmaxCrossEntropyHead;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.tensor.Shape;
import io.feedalign.tensor.Tensor;
import io.feedalign.testkit.ReferenceBackend;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The whole compiler against central differences in double precision, on a residual network with
 * strided convolution, batch norm and a 1x1 shortcut.
 */
class CompilerGradientTest {
  private static final int BATCH = 3;
  private static final double NUDGE = 1e-5;

  private static Network residual() {
    NetworkBuilder net = new NetworkBuilder("residual", Shape.of(2, 6, 6));
    int stem = net.add("conv1", Conv2dLayer.of(2, 3, Geometry.square(3, 1, 1)), net.input());
    int h = net.add("relu1", new ReluLayer(), stem);
    int a = net.add("conv2", Conv2dLayer.of(3, 4, Geometry.square(3, 2, 1)).withoutBias(), h);
    int n = net.add("bn2", BatchNormLayer.of(4), a);
    int r = net.add("relu2", new ReluLayer(), n);
    int b = net.add("conv3", Conv2dLayer.of(4, 4, Geometry.square(3, 1, 1)).withoutBias(), r);
    int m = net.add("bn3", BatchNormLayer.of(4), b);
    int s = net.add("shortcut", Conv2dLayer.of(3, 4, Geometry.square(1, 2, 0)).withoutBias(), h);
    int sum = net.add("add", new AddLayer(), m, s);
    int pooled = net.add("gap", new GlobalAvgPoolLayer(), net.add("relu3", new ReluLayer(), sum));
    int flat =
        net.shapeOf(pooled).rank() == 1 ? pooled : net.add("flatten", new FlattenLayer(), pooled);
    return net.build(net.add("dense", DenseLayer.of(4, 5), flat), new SoftmaxCrossEntropyHead());
  }

  private static InspectedStep step(Compiler compiler) {
    // A change of zero, so that the weights stay where a difference put them.
    InspectedStep step =
        compiler
            .update((emit, context, update) -> emit.scale(update, 0))
            .batch(BATCH)
            .seed(4)
            .inspect(residual());
    step.initialize();
    Tensor x = step.inputs().get("x");
    double[] pixels = new double[(int) x.shape().elements()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = Math.sin(1.7 * i + 0.3);
    }
    x.write(DoubleBuffer.wrap(pixels));
    step.inputs().get("target").write(IntBuffer.wrap(new int[] {1, 4, 0}));
    return step;
  }

  private static double[] read(Tensor tensor) {
    double[] elements = new double[(int) tensor.shape().elements()];
    tensor.read(DoubleBuffer.wrap(elements));
    return elements;
  }

  private static double lossAt(InspectedStep step, Tensor weight, double[] elements) {
    weight.write(DoubleBuffer.wrap(elements));
    step.run(0);
    return read(step.outputs().get("loss"))[0];
  }

  /** The largest difference between the step's gradients and central differences of its loss. */
  private static double worst(InspectedStep step, String only) {
    step.run(0);
    double worst = 0;
    for (Map.Entry<String, Tensor> output : step.outputs().entrySet()) {
      if (!output.getKey().startsWith("gradient/" + only)) {
        continue;
      }
      double[] gradient = read(output.getValue());
      Tensor weight = step.inputs().get(output.getKey().substring("gradient/".length()));
      double[] start = read(weight);
      for (int i = 0; i < start.length; i++) {
        double[] moved = start.clone();
        moved[i] = start[i] + NUDGE;
        double up = lossAt(step, weight, moved);
        moved[i] = start[i] - NUDGE;
        double down = lossAt(step, weight, moved);
        worst = Math.max(worst, Math.abs((up - down) / (2 * NUDGE) - gradient[i]));
      }
      lossAt(step, weight, start);
    }
    return worst;
  }

  @Test
  void exactCreditAgreesWithCentralDifferencesEverywhere() {
    try (ReferenceBackend backend = new ReferenceBackend();
        InspectedStep step = step(Compiler.on(backend))) {
      double worst = worst(step, "");
      assertTrue(worst < 1e-7, "worst error " + worst);
      assertTrue(worst > 0, "nothing was compared");
    }
  }

  @Test
  void creditThroughAnotherWeightDoesNotBelowIt() {
    CreditAssignmentRule random =
        (edge, context) -> {
          Value b =
              context.state(
                  "b",
                  edge.weight().shape(),
                  (Emitter emit, Shape shape, Draw draw) ->
                      emit.normal(0.5, Form.parameter(shape), draw));
          return (signals, emit) -> edge.pull(emit, signals.at(edge.output()), b);
        };
    try (ReferenceBackend backend = new ReferenceBackend();
        InspectedStep step = step(Compiler.on(backend).rule(random))) {
      assertEquals(0, worst(step, "dense."), 1e-7, "the last layer's gradient stays exact");
      assertTrue(worst(step, "conv1.") > 1e-3, "hidden gradients are no longer the loss's");
    }
  }
}
