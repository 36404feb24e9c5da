package io.feedalign.rules.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.ir.Geometry;
import io.feedalign.models.layer.Conv2dLayer;
import io.feedalign.models.layer.FlattenLayer;
import io.feedalign.models.layer.SoftmaxCrossEntropyHead;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.optim.UpdateRule;
import io.feedalign.rules.lab.ConvLoops;
import io.feedalign.rules.lab.DenseLoops;
import io.feedalign.rules.lab.Host;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.OnEveryBackend;
import io.feedalign.rules.lab.Oracle;
import io.feedalign.rules.lab.Rules;
import io.feedalign.rules.lab.Vectors;
import io.feedalign.rules.update.Sgd;
import io.feedalign.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Feedback that is the product of a fixed and a learnt factor. */
@OnEveryBackend
class ProductFeedbackTest {
  @Parameter Host host;

  private static final int BATCH = 3;
  private static final int EXPANSION = 2;

  private Lab lab(Nets net, int expansion, UpdateRule update) {
    return host.lab(
        net.network(Nets.GAUSSIAN),
        BATCH,
        Rules.make("pfa", Map.of("expansion", expansion)),
        recipe -> recipe.update(update));
  }

  @ParameterizedTest
  @EnumSource
  void withTheIdentityForItsFixedFactorItIsKolenPollackBitForBit(Nets net) {
    UpdateRule update =
        Updates.named(
            "sgd", "rate", 0.1, "momentum", 0.9, "decay", 0.01, "decay_mode", "decoupled");
    try (Lab pfa = lab(net, 1, update);
        Lab kp =
            host.lab(
                net.network(Nets.GAUSSIAN),
                BATCH,
                Rules.make("kp", Map.of()),
                recipe -> recipe.update(update))) {
      for (String path : kp.synapses()) {
        pfa.set(path + ".feedback_fixed", identity(kp.input(path + ".bias").length));
        pfa.set(path + ".feedback_learnt", kp.input(path + ".feedback"));
      }
      for (int step = 0; step < 5; step++) {
        pfa.drawBatch(step, 3);
        kp.drawBatch(step, 3);
        pfa.run(step);
        kp.run(step);
        for (String path : kp.synapses()) {
          assertArrayEquals(kp.output("feedback/" + path), pfa.output("feedback/" + path), path);
          assertArrayEquals(kp.input(path + ".weight"), pfa.input(path + ".weight"), path);
          assertArrayEquals(
              kp.input(path + ".feedback"), pfa.input(path + ".feedback_learnt"), path);
        }
      }
    }
  }

  private static double[] identity(int size) {
    double[] ones = new double[size * size];
    for (int i = 0; i < size; i++) {
      ones[i * (size + 1)] = 1;
    }
    return ones;
  }

  @Test
  void aDenseLayerPullsTheMixedSignalThroughTheLearntFactor() {
    try (Lab lab = lab(Nets.DENSE, EXPANSION, Sgd.plain(1))) {
      lab.drawBatch(0, 3);
      double[] r = lab.input("dense2.feedback_learnt");
      double[] h =
          new Oracle(BATCH)
              .dense("dense1", 6, lab.input("dense1.weight"), lab.input("dense1.bias"))
              .relu()
              .output(lab.input("x"));
      check(lab, "dense2", 1, h, new DenseLoops(BATCH, 5, r, new double[8]));
    }
  }

  @Test
  void aConvolutionPullsTheMixedSignalThroughTheLearntFactor() {
    try (Lab lab = lab(Nets.CONVOLUTIONAL, EXPANSION, Sgd.plain(1))) {
      lab.drawBatch(0, 3);
      ConvLoops.Window first = new ConvLoops.Window(2, 5, 3, 3, 1, 1);
      double[] h =
          new Oracle(BATCH)
              .convolution("conv1", first, lab.input("conv1.weight"), lab.input("conv1.bias"))
              .relu()
              .output(lab.input("x"));
      double[] r = lab.input("conv2.feedback_learnt");
      ConvLoops.Window second = new ConvLoops.Window(3, 5, 4 * EXPANSION, 3, 2, 1);
      check(lab, "conv2", 9, h, new ConvLoops(BATCH, second, r, new double[8]));
    }
  }

  /** delta_R = BT delta; g = pull(delta_R, R); dR = correlate(h, delta_R): with four outputs. */
  private static void check(Lab lab, String path, int places, double[] h, Oracle.Link wide) {
    double[] b = lab.input(path + ".feedback_fixed");
    double[] r = lab.input(path + ".feedback_learnt");
    lab.run(0);
    double[] mixed = mixed(lab.output("signal/" + path), b, places);
    assertTrue(Vectors.norm(mixed) > 1e-3);
    assertClose(lab, wide.back(h, mixed, r), lab.output("input_signal/" + path));
    double[] change = wide.correlate(h, mixed);
    double[] expected = r.clone();
    for (int i = 0; i < expected.length; i++) {
      expected[i] -= change[i];
    }
    assertClose(lab, expected, lab.input(path + ".feedback_learnt"));
    assertArrayEquals(b, lab.input(path + ".feedback_fixed"), "the fixed factor stays");
  }

  private static double[] mixed(double[] signal, double[] b, int places) {
    int out = 4;
    int middle = out * EXPANSION;
    double[] mixed = new double[BATCH * middle * places];
    for (int n = 0; n < BATCH; n++) {
      for (int m = 0; m < middle; m++) {
        for (int o = 0; o < out; o++) {
          for (int p = 0; p < places; p++) {
            mixed[(n * middle + m) * places + p] +=
                b[o * middle + m] * signal[(n * out + o) * places + p];
          }
        }
      }
    }
    return mixed;
  }

  private static void assertClose(Lab lab, double[] expected, double[] actual) {
    assertEquals(expected.length, actual.length);
    assertEquals(0, Vectors.distance(expected, actual), lab.tolerance());
  }

  @Test
  void groupsAreRefusedByNameOfTheLayer() {
    NetworkBuilder net = new NetworkBuilder("grouped", Shape.of(2, 4, 4));
    int at = net.add("conv1", Conv2dLayer.of(2, 4, Geometry.square(3, 1, 1)), net.input());
    Geometry groups = Geometry.square(3, 1, 1).withGroups(2);
    at = net.add("conv2", Conv2dLayer.of(4, 4, groups), at);
    at = net.add("flatten", new FlattenLayer(), at);
    at = net.add("dense1", Nets.dense(64, 3, Nets.GAUSSIAN), at);
    Network grouped = net.build(at, new SoftmaxCrossEntropyHead());
    FaException refusal =
        assertThrows(FaException.class, () -> Lab.of(grouped, 2, new ProductFeedback(10)));
    assertEquals(ErrorKind.USER, refusal.kind());
    assertTrue(refusal.getMessage().contains("'conv2'"), refusal.getMessage());
  }
}
