package io.feedalign.rules.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.nn.Network;
import io.feedalign.rules.lab.ConvLoops;
import io.feedalign.rules.lab.DenseLoops;
import io.feedalign.rules.lab.Host;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.OnEveryBackend;
import io.feedalign.rules.lab.Rules;
import io.feedalign.rules.lab.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** densefa and ifa against their formulas, and the equalities with their kin. */
@OnEveryBackend
class DenseAndIndirectTest {
  @Parameter Host host;

  private static final int BATCH = 4;

  private Lab lab(Network network, Rules.Named rule) {
    return host.lab(network, BATCH, rule.make());
  }

  private static Network dense() {
    return Nets.DENSE.network(Nets.GAUSSIAN);
  }

  @Test
  void denseFeedbackSumsEverySynapseAfterTheTap() {
    try (Lab lab = lab(dense(), Rules.named("densefa"))) {
      int[] target = lab.drawBatch(0, 3);
      double[] h1 = Loops.relu(Loops.dense(lab, "dense1", BATCH, 6).forward(lab.input("x")));
      double[] h2 = Loops.relu(Loops.dense(lab, "dense2", BATCH, 5).forward(h1));
      double[] e = Loops.error(Loops.dense(lab, "dense3", BATCH, 4).forward(h2), target);
      double[] d2 = Loops.gate(Loops.product(e, BATCH, lab.input("dense3.feedback.dense3"), 1), h2);
      double half = 1 / Math.sqrt(2);
      double[] near = Loops.product(d2, BATCH, lab.input("dense2.feedback.dense2"), half);
      double[] far = Loops.product(e, BATCH, lab.input("dense2.feedback.dense3"), half);
      lab.run(0);
      same(lab, d2, lab.output("signal/dense2"));
      same(lab, Loops.gate(Loops.add(near, far), h1), lab.output("signal/dense1"));
    }
  }

  @Test
  void denseFeedbackFlattensTheSignalsOfConvolutions() {
    try (Lab lab = lab(DirectNets.pooled(), Rules.named("densefa", "reach", "next"))) {
      int[] target = lab.drawBatch(0, 3);
      double[] h1 = Loops.relu(Loops.conv(lab, "conv1", BATCH, 2, 6, 3).forward(lab.input("x")));
      double[] pooled = Loops.gather(h1, Loops.largest(h1, 6));
      double[] h2 = Loops.relu(Loops.conv(lab, "conv2", BATCH, 3, 3, 4).forward(pooled));
      double[] e = Loops.error(Loops.dense(lab, "dense1", BATCH, 36).forward(h2), target);
      double[] last = lab.input("flatten.feedback.dense1");
      double[] d2 = Loops.gate(Loops.product(e, BATCH, last, 1), h2);
      double[] g1 = Loops.product(d2, BATCH, lab.input("pool1.feedback.conv2"), 1);
      lab.run(0);
      same(lab, d2, lab.output("signal/conv2"));
      same(lab, Loops.gate(g1, h1), lab.output("signal/conv1"));
    }
  }

  @Test
  void restrictedToTheOutputItIsDirectFeedback() {
    for (Network network : List.of(dense(), DirectNets.pooled(), DirectNets.residual(2))) {
      try (Lab direct = lab(network, Rules.named("dfa"));
          Lab dense = lab(network, Rules.named("densefa", "reach", "output"))) {
        String last = direct.synapses().get(direct.synapses().size() - 1);
        int copied = 0;
        for (var node : network.nodes()) {
          if (direct.has(node.path() + ".feedback")) {
            String there = node.path() + ".feedback." + last;
            dense.set(there, direct.input(node.path() + ".feedback"));
            copied++;
          }
        }
        assertEquals(direct.synapses().size() - 1, copied, "a tap for each but the first");
        assertSameGradients(direct, dense, 0);
      }
    }
  }

  @Test
  void restrictedToTheNextLayerItIsFeedbackAlignment() {
    try (Lab fa = lab(dense(), Rules.named("fa"));
        Lab dense = lab(dense(), Rules.named("densefa", "reach", "next"))) {
      for (String path : List.of("dense2", "dense3")) {
        dense.set(path + ".feedback." + path, fa.input(path + ".feedback"));
      }
      assertSameGradients(fa, dense, fa.tolerance());
    }
  }

  private static void assertSameGradients(Lab one, Lab other, double tolerance) {
    for (int step = 0; step < 3; step++) {
      one.drawBatch(step, 3);
      other.drawBatch(step, 3);
      one.run(step);
      other.run(step);
      for (String path : one.synapses()) {
        String gradient = "gradient/" + path + ".weight";
        double[] expected = one.output(gradient);
        assertEquals(0, Vectors.distance(expected, other.output(gradient)), tolerance, gradient);
      }
    }
  }

  @Test
  void indirectFeedbackIsPushedForwardsThroughTheWeights() {
    try (Lab lab = lab(dense(), Rules.named("ifa"))) {
      int[] target = lab.drawBatch(0, 3);
      DenseLoops second = Loops.dense(lab, "dense2", BATCH, 5);
      double[] h1 = Loops.relu(Loops.dense(lab, "dense1", BATCH, 6).forward(lab.input("x")));
      double[] h2 = Loops.relu(second.forward(h1));
      double[] e = Loops.error(Loops.dense(lab, "dense3", BATCH, 4).forward(h2), target);
      double[] d1 = Loops.gate(Loops.product(e, BATCH, lab.input("dense2.feedback"), 1), h1);
      double[] pushed = new DenseLoops(BATCH, 5, second.weight(), new double[4]).forward(d1);
      lab.run(0);
      same(lab, d1, lab.output("signal/dense1"));
      same(lab, Loops.gate(pushed, h2), lab.output("signal/dense2"));
      same(lab, e, lab.output("signal/dense3"));
    }
  }

  @Test
  void itIsPushedThroughConvolutions() {
    try (Lab lab = lab(Nets.CONVOLUTIONAL.network(Nets.GAUSSIAN), Rules.named("ifa"))) {
      lab.drawBatch(0, 3);
      ConvLoops.Window window = new ConvLoops.Window(3, 5, 4, 3, 2, 1);
      double[] weight = lab.input("conv2.weight");
      lab.run(0);
      ConvLoops second = new ConvLoops(BATCH, window, weight, new double[4]);
      double[] pushed = second.forward(lab.output("signal/conv1"));
      same(lab, pushed, lab.output("input_signal/dense1"));
    }
  }

  @Test
  void networksThatAreNoChainAreRefused() {
    for (Network network : List.of(DirectNets.pooled(), DirectNets.residual(1))) {
      FaException refusal = assertThrows(FaException.class, () -> lab(network, Rules.named("ifa")));
      assertEquals(ErrorKind.USER, refusal.kind());
      String layer = network.name().equals("pooled") ? "'pool1'" : "'block0.add'";
      assertTrue(refusal.getMessage().contains(layer), refusal.getMessage());
    }
  }

  private static void same(Lab lab, double[] expected, double[] actual) {
    assertTrue(Vectors.norm(expected) > 0);
    assertEquals(0, Vectors.distance(expected, actual), 10 * lab.tolerance());
  }
}
