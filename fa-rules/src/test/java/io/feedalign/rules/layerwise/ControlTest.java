package io.feedalign.rules.layerwise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.compile.Compiler;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.rules.lab.Host;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.OnEveryBackend;
import io.feedalign.rules.lab.Rules;
import io.feedalign.rules.lab.Vectors;
import io.feedalign.rules.update.Sgd;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws that compare a rule with backpropagation. */
@OnEveryBackend
class ControlTest {
  @Parameter Host host;

  private static final int BATCH = 4;

  @ParameterizedTest
  @EnumSource
  void shamEqualsBackpropBitForBit(Nets net) {
    try (Lab bp = momentum(net, Rules.make("bp", Map.of()));
        Lab sham = momentum(net, Rules.make("sham", Map.of()))) {
      for (int step = 0; step < 5; step++) {
        bp.drawBatch(step, 3);
        sham.drawBatch(step, 3);
        bp.run(step);
        sham.run(step);
        for (String path : bp.synapses()) {
          for (String what : new String[] {"signal/", "input_signal/", "feedback/"}) {
            assertArrayEquals(bp.output(what + path), sham.output(what + path), what + path);
          }
          assertArrayEquals(bp.input(path + ".weight"), sham.input(path + ".weight"), path);
          assertArrayEquals(bp.input(path + ".bias"), sham.input(path + ".bias"), path);
        }
      }
    }
  }

  private Lab momentum(Nets net, CreditAssignmentRule rule) {
    return host.lab(
        net.network(Nets.UNIFORM),
        BATCH,
        rule,
        recipe -> recipe.update(Sgd.withMomentum(0.1, 0.9)));
  }

  @ParameterizedTest
  @MethodSource("io.feedalign.rules.lab.Rules#all")
  void theLastLayersGradientIsBackprops(Rules.Named rule) {
    Nets net = Nets.CONVOLUTIONAL;
    try (Lab bp = host.lab(net.network(Nets.GAUSSIAN), BATCH, new Backprop());
        Lab lab = host.lab(net.network(Nets.GAUSSIAN), BATCH, rule.make())) {
      bp.drawBatch(0, 3);
      lab.drawBatch(0, 3);
      bp.run(0);
      lab.run(0);
      for (String name : new String[] {"gradient/dense1.weight", "gradient/dense1.bias"}) {
        assertArrayEquals(bp.output(name), lab.output(name), name);
      }
    }
  }

  @Test
  void withLastLayerBackpropTheLayerBelowTheLastLearnsExactly() {
    try (Lab bp = host.lab(Nets.DENSE.network(Nets.GAUSSIAN), BATCH, new Backprop());
        Lab mixed = lastLayerExact()) {
      bp.drawBatch(0, 3);
      mixed.drawBatch(0, 3);
      bp.run(0);
      mixed.run(0);
      assertArrayEquals(
          bp.output("gradient/dense2.weight"), mixed.output("gradient/dense2.weight"));
      double[] exact = bp.output("gradient/dense1.weight");
      assertTrue(Vectors.distance(exact, mixed.output("gradient/dense1.weight")) > 0.01);
      assertEquals(false, mixed.has("dense3.feedback"), "the last layer keeps no feedback");
    }
  }

  private Lab lastLayerExact() {
    CreditAssignmentRule rule = Rules.make("fa", Map.of("last_layer", "bp"));
    return host.lab(Nets.DENSE.network(Nets.GAUSSIAN), BATCH, rule);
  }

  @ParameterizedTest
  @MethodSource("io.feedalign.rules.lab.Rules#all")
  void aBatchTeachesTheMeanOfItsSamples(Rules.Named rule) {
    Nets net = Nets.CONVOLUTIONAL;
    int pixels = 2 * 5 * 5;
    try (Lab whole = host.lab(net.network(Nets.GAUSSIAN), BATCH, rule.make());
        Lab single = host.lab(net.network(Nets.GAUSSIAN), 1, rule.make(), ControlTest::still)) {
      int[] target = whole.drawBatch(3, 3);
      whole.run(3);
      double[] mean = new double[whole.output("gradient/conv1.weight").length];
      for (int n = 0; n < BATCH; n++) {
        double[] x = java.util.Arrays.copyOfRange(whole.input("x"), n * pixels, (n + 1) * pixels);
        single.set("x", x);
        single.target(target[n]);
        single.run(3);
        double[] gradient = single.output("gradient/conv1.weight");
        for (int i = 0; i < mean.length; i++) {
          mean[i] += gradient[i] / BATCH;
        }
      }
      assertEquals(
          0, Vectors.distance(mean, whole.output("gradient/conv1.weight")), whole.tolerance());
    }
  }

  static Compiler still(Compiler recipe) {
    return recipe.update(Sgd.plain(0));
  }
}
