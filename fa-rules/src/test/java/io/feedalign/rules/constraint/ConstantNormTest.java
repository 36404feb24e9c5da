package io.feedalign.rules.constraint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.plugin.Plugins;
import io.feedalign.optim.Constraint;
import io.feedalign.rules.lab.Host;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.OnEveryBackend;
import io.feedalign.rules.lab.Rules;
import io.feedalign.rules.lab.Vectors;
import io.feedalign.rules.update.Sgd;
import io.feedalign.spi.ConstraintProvider;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The norm stays, the weight moves, and nothing else is touched. */
@OnEveryBackend
class ConstantNormTest {
  @Parameter Host host;

  private static final int BATCH = 4;

  private static Constraint constant() {
    ConstraintProvider provider = Plugins.discover().constraints().get("const");
    return provider.create(provider.settings().defaults());
  }

  private Lab lab(Rules.Named rule) {
    return host.lab(
        Nets.CONVOLUTIONAL.network(Nets.GAUSSIAN),
        BATCH,
        rule.make(),
        recipe -> recipe.update(Sgd.withMomentum(0.25, 0.5)).constraint(constant()));
  }

  @ParameterizedTest
  @MethodSource("io.feedalign.rules.lab.Rules#all")
  void theNormStaysAndTheWeightMovesUnderEveryRule(Rules.Named rule) {
    try (Lab lab = lab(rule)) {
      Map<String, double[]> start = new HashMap<>();
      lab.synapses().forEach(path -> start.put(path, lab.input(path + ".weight")));
      for (int step = 0; step < 5; step++) {
        lab.drawBatch(step, 3);
        Map<String, double[]> before = new HashMap<>();
        lab.synapses().forEach(path -> before.put(path, lab.input(path + ".weight")));
        lab.run(step);
        for (String path : lab.synapses()) {
          double[] w = lab.input(path + ".weight");
          assertEquals(
              1, Vectors.norm(w) / Vectors.norm(start.get(path)), lab.normTolerance(), path);
          assertTrue(Vectors.angle(before.get(path), w) > 1e-3, path + " moves in step " + step);
        }
      }
    }
  }

  @Test
  void theDirectionIsThatOfTheUpdateAndBiasesGoFree() {
    try (Lab free =
            host.lab(
                Nets.DENSE.network(Nets.GAUSSIAN),
                BATCH,
                Rules.named("bp").make(),
                recipe -> recipe.update(Sgd.plain(0.5)));
        Lab held =
            host.lab(
                Nets.DENSE.network(Nets.GAUSSIAN),
                BATCH,
                Rules.named("bp").make(),
                recipe -> recipe.update(Sgd.plain(0.5)).constraint(constant()))) {
      double norm = Vectors.norm(held.input("dense2.weight"));
      free.drawBatch(0, 3);
      held.drawBatch(0, 3);
      free.run(0);
      held.run(0);
      double[] proposed = free.input("dense2.weight");
      double[] expected = Vectors.scale(proposed, norm / Vectors.norm(proposed));
      assertEquals(0, Vectors.distance(expected, held.input("dense2.weight")), held.tolerance());
      assertArrayEquals(free.input("dense2.bias"), held.input("dense2.bias"));
    }
  }

  @Test
  void theFirstNormIsPutBackWhoeverChangedTheWeight() {
    try (Lab lab = lab(Rules.named("bp"))) {
      double[] first = lab.input("conv2.weight");
      lab.set("conv2.weight", Vectors.scale(first, 2));
      lab.drawBatch(0, 3);
      lab.run(0);
      double norm = Vectors.norm(lab.input("conv2.weight"));
      assertEquals(1, norm / Vectors.norm(first), lab.normTolerance());
    }
  }

  @Test
  void aWeightOfAllZerosStaysSo() {
    try (Lab lab = lab(Rules.named("bp"))) {
      double[] zeros = new double[lab.input("conv1.weight").length];
      lab.set("conv1.weight", zeros);
      lab.remember();
      lab.set("x", new double[lab.input("x").length]);
      lab.target(0, 1, 2, 0);
      lab.run(0);
      assertArrayEquals(zeros, lab.input("conv1.weight"));
    }
  }

  @Test
  void strictAndFrozenNormCoincideUnderIt() {
    try (Lab strict = lab(Rules.named("usf", "magnitude", "sn"));
        Lab frozen = lab(Rules.named("usf", "magnitude", "init", "reading", "frozen-norm"))) {
      for (int step = 0; step < 4; step++) {
        strict.drawBatch(step, 3);
        frozen.drawBatch(step, 3);
        strict.run(step);
        frozen.run(step);
        double[] expected = strict.output("feedback/conv2");
        assertEquals(
            0, Vectors.distance(expected, frozen.output("feedback/conv2")), frozen.tolerance());
      }
    }
  }
}
