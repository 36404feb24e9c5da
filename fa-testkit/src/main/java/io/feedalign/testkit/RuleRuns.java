package io.feedalign.testkit;

import static io.feedalign.testkit.Closeness.assertSameBits;
import static io.feedalign.testkit.NetworkSketch.of;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.compile.Compiler;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.core.run.Scored;
import io.feedalign.data.Batch;
import io.feedalign.nn.Node;
import io.feedalign.optim.Schedule;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Several steps under a rule, as training makes them. */
final class RuleRuns {

  private static final int STEPS = 100;

  private RuleRuns() {}

  private static CompiledNetwork compiled(RuleBench bench, double rate, int batch) {
    Compiler compiler = bench.compiler().update(RuleBench.rate(rate));
    return compiler.batch(batch).seed(RuleBench.SEED).compile(bench.network());
  }

  private static double learn(CompiledNetwork network, Batch batch, int step) {
    return network.learn(batch, new Schedule.Progress(step, STEPS, 1));
  }

  static void inferenceIgnoresTheRule(RuleBench bench) {
    Batch batch = bench.lesson().staged();
    try (CompiledNetwork network = compiled(bench, 0.1, RuleBench.BATCH)) {
      network.initialize();
      learn(network, batch, 0);
      Scored before = network.infer(batch);
      Set<String> parameters = parameters(bench);
      network
          .tensors()
          .forEach(
              (path, tensor) -> {
                if (!parameters.contains(path)) {
                  Tensors.write(tensor, Numbers.normal(99, tensor.shape()));
                }
              });
      assertEquals(before, network.infer(batch), "score after the rule's states were overwritten");
    }
  }

  private static Set<String> parameters(RuleBench bench) {
    Set<String> paths = new HashSet<>();
    for (Node node : bench.network().nodes()) {
      node.layer().parameters().forEach(parameter -> paths.add(node.pathOf(parameter)));
    }
    return paths;
  }

  static void resuming(RuleBench bench) {
    Batch batch = bench.lesson().staged();
    try (CompiledNetwork straight = compiled(bench, 0.1, RuleBench.BATCH);
        CompiledNetwork resumed = compiled(bench, 0.1, RuleBench.BATCH)) {
      straight.initialize();
      learn(straight, batch, 0);
      learn(straight, batch, 1);
      Map<String, double[]> saved = Tensors.readAll(straight.tensors());
      resumed.tensors().forEach((path, tensor) -> Tensors.write(tensor, of(saved, path)));
      for (int step = 2; step < 4; step++) {
        assertEquals(learn(straight, batch, step), learn(resumed, batch, step), "loss");
      }
      Map<String, double[]> end = Tensors.readAll(resumed.tensors());
      Tensors.readAll(straight.tensors())
          .forEach((path, numbers) -> assertSameBits(path, numbers, of(end, path)));
    }
  }

  static void learns(RuleBench bench, double rate) {
    int size = 24;
    Batch batch = Lesson.taught(bench.network(), size).staged();
    try (CompiledNetwork network = compiled(bench, rate, size)) {
      network.initialize();
      double first = learn(network, batch, 0);
      double last = first;
      for (int step = 1; step < STEPS; step++) {
        last = learn(network, batch, step);
      }
      double reached = last;
      assertTrue(
          reached < 0.7 * first,
          () -> "loss " + first + " became " + reached + " after " + STEPS + " steps");
    }
  }

  /**
   * The same numbers come out when everything is watched instruction by instruction: but for
   * rounding, since a backend may compute several instructions in one.
   */
  static void watched(RuleBench bench) {
    RuleBench watched =
        new RuleBench(AssertingBackend.stepByStep(bench.backend()), bench.rule(), bench.network());
    Batch batch = bench.lesson().staged();
    try (CompiledNetwork plain = compiled(bench, 0.1, RuleBench.BATCH);
        CompiledNetwork careful = compiled(watched, 0.1, RuleBench.BATCH)) {
      plain.initialize();
      careful.initialize();
      for (int step = 0; step < 2; step++) {
        double loss = learn(plain, batch, step);
        assertEquals(loss, learn(careful, batch, step), bench.tolerance() * loss, "loss");
      }
      Scored score = plain.infer(batch);
      Scored watchedScore = careful.infer(batch);
      assertEquals(score.loss(), watchedScore.loss(), bench.tolerance() * score.loss(), "loss");
      assertEquals(score.hits(), watchedScore.hits(), "hits");
    }
  }
}
