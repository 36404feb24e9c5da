package io.feedalign.rules.constraint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.optim.Constraint;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.Rules;
import io.feedalign.rules.lab.Vectors;
import io.feedalign.rules.update.Sgd;
import org.junit.jupiter.api.Test;

/** Each synapse keeps the sign of its draw. */
class SynapseSignsTest {
  private static Lab lab(Constraint constraint) {
    return Lab.of(
        Nets.CONVOLUTIONAL.network(Nets.GAUSSIAN),
        4,
        Rules.named("bp").make(),
        recipe -> recipe.update(Sgd.plain(0.5)).constraint(constraint));
  }

  @Test
  void weightsStartAsTheyAreDrawn() {
    try (Lab free = lab(Constraint.none());
        Lab held = lab(Constraints.SYNAPSE.make())) {
      for (String path : held.synapses()) {
        double[] drawn = free.input(path + ".weight");
        assertArrayEquals(drawn, held.input(path + ".weight"));
        assertArrayEquals(Vectors.sign(drawn), held.input(path + ".weight.signs"));
      }
    }
  }

  @Test
  void theFirstLayerIsHeldToo() {
    try (Lab lab = lab(Constraints.SYNAPSE.make())) {
      double[] start = Vectors.sign(lab.input("conv1.weight"));
      for (int step = 0; step < 10; step++) {
        lab.drawBatch(step, 3);
        lab.run(step);
      }
      assertArrayEquals(start, Vectors.sign(lab.input("conv1.weight")));
    }
  }

  @Test
  void givenWeightsBringTheirSignsAndZeroIsExcitatory() {
    try (Lab lab = lab(Constraints.SYNAPSE.make())) {
      double[] w = Vectors.scale(lab.input("conv2.weight"), -1);
      w[5] = 0;
      lab.set("conv2.weight", w);
      lab.remember();
      double[] signs = Vectors.sign(w);
      signs[5] = 1;
      assertArrayEquals(signs, lab.input("conv2.weight.signs"));
      lab.drawBatch(0, 3);
      lab.run(0);
      assertTrue(lab.input("conv2.weight")[5] >= 1e-10);
      assertEquals(0, Vectors.distance(signs, Vectors.sign(lab.input("conv2.weight"))));
    }
  }
}
