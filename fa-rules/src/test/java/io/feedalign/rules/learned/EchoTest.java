package io.feedalign.rules.learned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.compile.Compiler;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.ir.Geometry;
import io.feedalign.models.layer.AddLayer;
import io.feedalign.models.layer.BatchNormLayer;
import io.feedalign.models.layer.Conv2dLayer;
import io.feedalign.models.layer.FlattenLayer;
import io.feedalign.models.layer.MaxPoolLayer;
import io.feedalign.models.layer.ReluLayer;
import io.feedalign.models.layer.SoftmaxCrossEntropyHead;
import io.feedalign.nn.Layer;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.Rules;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.ReferenceBackend;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which activation answers the noise. */
class EchoTest {
  private static final Geometry SAME = Geometry.square(3, 1, 1);

  /** conv1, then conv2 with something behind it. */
  private static Network behind(int side, Layer... layers) {
    NetworkBuilder net = new NetworkBuilder("echo", Shape.of(2, 4, 4));
    int at = net.add("conv1", Conv2dLayer.of(2, 3, SAME), net.input());
    at = net.add("first", new ReluLayer(), at);
    at = net.add("conv2", Conv2dLayer.of(3, 3, SAME), at);
    for (Layer layer : layers) {
      at = net.add(layer.getClass().getSimpleName(), layer, at);
    }
    at = net.add("flatten", new FlattenLayer(), at);
    at = net.add("dense1", Nets.dense(3 * side * side, 3, Nets.GAUSSIAN), at);
    return net.build(at, new SoftmaxCrossEntropyHead());
  }

  private static Network joined() {
    NetworkBuilder net = new NetworkBuilder("joined", Shape.of(2, 4, 4));
    int at = net.add("conv1", Conv2dLayer.of(2, 3, SAME), net.input());
    int in = net.add("first", new ReluLayer(), at);
    at = net.add("conv2", Conv2dLayer.of(3, 3, SAME), in);
    at = net.add("add", new AddLayer(), at, in);
    at = net.add("second", new ReluLayer(), at);
    at = net.add("flatten", new FlattenLayer(), at);
    at = net.add("dense1", Nets.dense(48, 3, Nets.GAUSSIAN), at);
    return net.build(at, new SoftmaxCrossEntropyHead());
  }

  private static void trace(Network network, String echo) {
    Compiler.on(new ReferenceBackend())
        .rule(Rules.make("wm", Map.of("echo", echo)))
        .batch(2)
        .trace(network);
  }

  @Test
  void normalisationIsPassedOver() {
    trace(behind(4, BatchNormLayer.of(3), new ReluLayer()), "through-activation");
  }

  @Test
  void whatIsNoActivationIsRefusedAndToldWhatToDo() {
    for (Network network :
        List.of(behind(2, MaxPoolLayer.of(2, 2), new ReluLayer()), behind(4), joined())) {
      FaException refusal =
          assertThrows(FaException.class, () -> trace(network, "through-activation"));
      assertEquals(ErrorKind.USER, refusal.kind());
      assertTrue(refusal.getMessage().contains("'conv2'"), refusal.getMessage());
      assertTrue(refusal.getMessage().contains("echo: linear"), refusal.getMessage());
      trace(network, "linear");
    }
  }
}
