package io.feedalign.rules.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.compile.Compiler;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.credit.Claim;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.optim.Schedule;
import io.feedalign.rules.lab.Compiled;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.Rules;
import io.feedalign.tensor.Tensor;
import io.feedalign.testkit.ReferenceBackend;
import java.nio.DoubleBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rehearsal leaves what the formula of its rule says. */
class RehearsalFormulaTest {
  private static final int STEP = 3;

  static Stream<Arguments> mirrors() {
    return Stream.of(Nets.values())
        .flatMap(
            net ->
                Choices.all().stream()
                    .filter(rule -> rule.name().equals("wm"))
                    .map(rule -> Arguments.of(rule, net)));
  }

  @ParameterizedTest
  @MethodSource("mirrors")
  void theMirrorIsTheFormula(Rules.Named rule, Nets net) {
    assertTrue(residual(rule, rule, net) < 1e-12);
  }

  @Test
  void anotherMirrorIsNot() {
    for (String other : new String[] {"leak", "rate", "sigma"}) {
      double residual = residual(mirror(Map.of()), mirror(Map.of(other, 0.5)), Nets.CONVOLUTIONAL);
      assertTrue(residual > 1e-3, other + ": " + residual);
    }
    double silent =
        residual(mirror(Map.of()), mirror(Map.of("average", "samples")), Nets.CONVOLUTIONAL);
    assertTrue(silent > 1e-3, "average: " + silent);
  }

  private static Rules.Named mirror(Map<String, Object> settings) {
    return new Rules.Named("wm", settings);
  }

  private static double residual(Rules.Named named, Rules.Named claimed, Nets net) {
    Map<String, Object> settings = new HashMap<>(named.settings());
    settings.put("mirror_before", 0);
    CreditAssignmentRule rule = Rules.make("wm", settings);
    Watched watched = new Watched(rule, claimed.make().formula().orElseThrow());
    Compiler compiler =
        Compiler.on(new ReferenceBackend()).rule(watched).batch(Case.BATCH).seed(Lab.SEED);
    try (CompiledNetwork network = compiler.compile(net.network(Nets.GAUSSIAN))) {
      network.initialize();
      Map<String, double[]> before = tensors(network);
      network.learn(Compiled.batch(net, Case.BATCH, 0), new Schedule.Progress(STEP, 10, 1));
      Map<String, double[]> after = tensors(network);
      return residual(watched, before, after);
    }
  }

  /** The largest of all layers: learning has changed W, and left B to the rehearsal. */
  private static double residual(
      Watched watched, Map<String, double[]> before, Map<String, double[]> after) {
    Map<String, double[]> between = new HashMap<>(after);
    double largest = 0;
    int rehearsed = 0;
    for (Watched.Seen seen : watched.seen()) {
      String b = seen.edge().path() + ".feedback";
      Claim.Numbers next = seen.claim().rehearsed().get(b);
      if (next != null) {
        between.put(b, before.get(b));
        Witness then =
            new Witness(watched.edges(), new int[Case.BATCH], before, between, Map.of(), STEP);
        largest = Math.max(largest, Witness.apart(next.from(then), after.get(b)));
        rehearsed++;
      }
    }
    // Under last_layer: bp the last of the two layers with feedback has none.
    assertEquals(watched.held() instanceof MirrorFormula ? 2 : 1, rehearsed);
    return largest;
  }

  private static Map<String, double[]> tensors(CompiledNetwork network) {
    Map<String, double[]> tensors = new HashMap<>();
    network.tensors().forEach((path, tensor) -> tensors.put(path, read(tensor)));
    return tensors;
  }

  private static double[] read(Tensor tensor) {
    double[] numbers = new double[Math.toIntExact(tensor.shape().elements())];
    tensor.read(DoubleBuffer.wrap(numbers));
    return numbers;
  }
}
