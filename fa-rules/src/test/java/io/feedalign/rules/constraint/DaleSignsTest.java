package io.feedalign.rules.constraint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.models.layer.BatchNormLayer;
import io.feedalign.models.layer.FlattenLayer;
import io.feedalign.models.layer.ReluLayer;
import io.feedalign.models.layer.SoftmaxCrossEntropyHead;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.optim.Constraint;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.Rules;
import io.feedalign.rules.lab.Vectors;
import io.feedalign.rules.update.Sgd;
import io.feedalign.tensor.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A presynaptic unit or channel excites all or inhibits all. */
class DaleSignsTest {
  private static final double RATE = 0.5;

  private static Lab lab(Network network, Constraint constraint, long seed) {
    return Lab.of(
        network,
        4,
        Rules.named("bp").make(),
        recipe -> recipe.update(Sgd.plain(RATE)).constraint(constraint).seed(seed));
  }

  private static Lab lab(Nets net, Constraints.Named constraint, long seed) {
    return lab(net.network(Nets.GAUSSIAN), constraint.make(), seed);
  }

  /** The sign of each index of axis 1, which all its elements must share. */
  private static double[] polarity(double[] w, int out, int in) {
    int window = w.length / out / in;
    double[] polarity = new double[in];
    for (int i = 0; i < w.length; i++) {
      int unit = i / window % in;
      double sign = Math.signum(w[i]);
      assertTrue(polarity[unit] == 0 || polarity[unit] == sign, "unit " + unit + " has two signs");
      polarity[unit] = sign;
    }
    return polarity;
  }

  private static long excitatory(double[] polarity) {
    return Arrays.stream(polarity).filter(sign -> sign > 0).count();
  }

  @Test
  void allSynapsesOfAUnitOrChannelShareASignForEver() {
    try (Lab lab = lab(Nets.CONVOLUTIONAL, Constraints.DALE, 3)) {
      double[] channels = polarity(lab.input("conv2.weight"), 4, 3);
      double[] units = polarity(lab.input("dense1.weight"), 3, 36);
      for (int step = 0; step < 10; step++) {
        lab.drawBatch(step, 3);
        lab.run(step);
        assertArrayEquals(channels, polarity(lab.input("conv2.weight"), 4, 3));
        assertArrayEquals(units, polarity(lab.input("dense1.weight"), 3, 36));
      }
    }
  }

  @Test
  void weightsStartWithTheSizesOfTheirDraw() {
    try (Lab free = lab(Nets.CONVOLUTIONAL.network(Nets.GAUSSIAN), Constraint.none(), 3);
        Lab held = lab(Nets.CONVOLUTIONAL, Constraints.DALE, 3)) {
      for (String path : new String[] {"conv2.weight", "dense1.weight"}) {
        double[] expected = Vectors.withSignOf(free.input(path), held.input(path + ".signs"));
        assertArrayEquals(expected, held.input(path));
      }
    }
  }

  @Test
  void theFirstLayerIsExempt() {
    try (Lab free = lab(Nets.CONVOLUTIONAL.network(Nets.GAUSSIAN), Constraint.none(), 3);
        Lab held = lab(Nets.CONVOLUTIONAL, Constraints.DALE, 3)) {
      assertFalse(held.has("conv1.weight.signs"));
      double[] w = held.input("conv1.weight");
      assertArrayEquals(free.input("conv1.weight"), w);
      held.drawBatch(0, 3);
      held.run(0);
      double[] gradient = held.output("gradient/conv1.weight");
      for (int i = 0; i < w.length; i++) {
        assertEquals(w[i] - RATE * gradient[i], held.input("conv1.weight")[i], 1e-15);
      }
    }
  }

  @Test
  void theFirstLayerIsTheFirstWithWeights() {
    try (Lab lab = lab(Nets.DENSE, Constraints.DALE, 3)) {
      assertFalse(lab.has("dense1.weight.signs"), "only a flatten lies below dense1");
      assertTrue(lab.has("dense2.weight.signs"));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
  void exactlyTheGivenShareIsExcitatory(long seed) {
    try (Lab even = lab(Nets.CONVOLUTIONAL, Constraints.DALE, seed);
        Lab mostly = lab(Nets.CONVOLUTIONAL, Constraints.DALE_80_20, seed)) {
      assertEquals(18, excitatory(polarity(even.input("dense1.weight"), 3, 36)));
      assertEquals(29, excitatory(polarity(mostly.input("dense1.weight"), 3, 36)));
      assertEquals(2, excitatory(polarity(even.input("conv2.weight"), 4, 3)));
      assertEquals(2, excitatory(polarity(mostly.input("conv2.weight"), 4, 3)));
    }
  }

  @Test
  void whichUnitsAreExcitatoryIsDrawn() {
    Set<String> draws = new HashSet<>();
    double[] total = new double[36];
    int seeds = 100;
    for (int seed = 0; seed < seeds; seed++) {
      try (Lab lab = lab(Nets.CONVOLUTIONAL, Constraints.DALE_80_20, seed)) {
        double[] polarity = polarity(lab.input("dense1.weight"), 3, 36);
        draws.add(Arrays.toString(polarity));
        for (int unit = 0; unit < total.length; unit++) {
          total[unit] += polarity[unit] > 0 ? 1 : 0;
        }
      }
    }
    assertTrue(draws.size() > 95, draws.size() + " different draws of 100");
    double spread = Math.sqrt(0.8 * 0.2 / seeds);
    for (int unit = 0; unit < total.length; unit++) {
      assertEquals(0.8, total[unit] / seeds, 4.5 * spread, "unit " + unit);
    }
  }

  @ParameterizedTest
  @CsvSource({"true, 1e-10", "false, -Infinity"})
  void gainsStayPositiveUnderDaleOnly(boolean dale, double least) {
    NetworkBuilder net = new NetworkBuilder("normal", Shape.of(1, 2, 3));
    int at = net.add("flatten", new FlattenLayer(), net.input());
    at = net.add("dense1", Nets.dense(6, 9, Nets.GAUSSIAN), at);
    at = net.add("bn1", BatchNormLayer.of(9), at);
    at = net.add("relu1", new ReluLayer(), at);
    at = net.add("dense2", Nets.dense(9, 3, Nets.GAUSSIAN), at);
    Constraints.Named mode = dale ? Constraints.DALE : Constraints.SYNAPSE;
    try (Lab lab = lab(net.build(at, new SoftmaxCrossEntropyHead()), mode.make(), 3)) {
      double[] gain = new double[9];
      Arrays.fill(gain, 0.01);
      lab.set("bn1.weight", gain);
      lab.drawBatch(0, 3);
      lab.run(0);
      double[] gradient = lab.output("gradient/bn1.weight");
      double[] expected = new double[9];
      double[] proposed = new double[9];
      for (int i = 0; i < 9; i++) {
        proposed[i] = gain[i] - RATE * gradient[i];
        expected[i] = Math.max(proposed[i], least);
      }
      assertTrue(Arrays.stream(proposed).anyMatch(g -> g < 0), "one would turn negative");
      assertArrayEquals(expected, lab.input("bn1.weight"), 1e-15);
    }
  }

  @Test
  void anotherSeedDrawsOtherSigns() {
    try (Lab one = lab(Nets.CONVOLUTIONAL, Constraints.DALE, 1);
        Lab again = lab(Nets.CONVOLUTIONAL, Constraints.DALE, 1);
        Lab two = lab(Nets.CONVOLUTIONAL, Constraints.DALE, 2)) {
      String path = "dense1.weight.signs";
      assertArrayEquals(one.input(path), again.input(path));
      assertNotEquals(Arrays.toString(one.input(path)), Arrays.toString(two.input(path)));
    }
  }
}
