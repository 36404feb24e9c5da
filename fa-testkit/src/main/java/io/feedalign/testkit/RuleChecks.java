package io.feedalign.testkit;

import static io.feedalign.testkit.Closeness.assertClose;
import static io.feedalign.testkit.Closeness.assertSameBits;
import static io.feedalign.testkit.NetworkSketch.of;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.nn.Node;
import io.feedalign.nn.Parameter;
import io.feedalign.nn.SynapticLayer;
import io.feedalign.nn.Trace;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The numbers of one learning step under a rule. */
final class RuleChecks {

  private RuleChecks() {}

  static void lastLayerIsExact(RuleBench bench) {
    RuleBench.Shown shown = bench.step();
    RuleBench.Shown truth = bench.exact().step();
    List<Node> synapses = bench.synapses();
    Node last = synapses.get(synapses.size() - 1);
    assertClose("output", truth.output("output"), shown.output("output"), bench.tolerance());
    assertClose("loss", truth.output("loss"), shown.output("loss"), bench.tolerance());
    for (Parameter parameter : last.layer().parameters()) {
      String path = "gradient/" + last.pathOf(parameter);
      assertClose(path, truth.output(path), shown.output(path), bench.tolerance());
    }
  }

  /**
   * {@code dW = correlate(what the layer saw, the signal at its output)}, and so for every other.
   */
  static void gradientsAreCorrelations(RuleBench bench) {
    RuleBench.Shown shown = bench.step();
    NetworkSketch again = new NetworkSketch(bench.network(), bench.lesson(), shown.before());
    Map<String, Value> gradients = new LinkedHashMap<>();
    for (Node node : bench.synapses()) {
      Value signal = signal(again, node, shown);
      for (Parameter parameter : node.layer().parameters()) {
        Value gradient =
            node.layer()
                .pullToParameter(again.sketch.emit(), trace(again, node), parameter, signal);
        gradients.put("gradient/" + node.pathOf(parameter), gradient);
        again.sketch.read(gradient);
      }
    }
    compare(bench, again, gradients, shown);
  }

  private static Trace trace(NetworkSketch again, Node node) {
    return Checks.known(again.traces.get(node.path()), "no trace of " + node.path());
  }

  private static Value signal(NetworkSketch again, Node node, RuleBench.Shown shown) {
    return again.sketch.feed(
        trace(again, node).output().form(), shown.output("signal/" + node.path()));
  }

  private static void compare(
      RuleBench bench, NetworkSketch again, Map<String, Value> values, RuleBench.Shown shown) {
    try (Rig rig = Rig.on(new ReferenceBackend(), again.sketch)) {
      rig.run();
      values.forEach(
          (path, value) ->
              assertClose(path, rig.read(value), shown.output(path), bench.tolerance()));
    }
  }

  /** {@code input_signal = pull(signal, feedback)} wherever a feedback is reported. */
  static void feedbackIsWhatWasUsed(RuleBench bench) {
    RuleBench.Shown shown = bench.step();
    NetworkSketch again = new NetworkSketch(bench.network(), bench.lesson(), shown.before());
    Map<String, Value> crossing = new LinkedHashMap<>();
    for (Node node : bench.synapses()) {
      double[] feedback = shown.outputs().get("feedback/" + node.path());
      if (feedback != null) {
        SynapticLayer layer = (SynapticLayer) node.layer();
        Value weight = again.sketch.feed(Form.parameter(layer.weight().shape()), feedback);
        Value signal = signal(again, node, shown);
        Value input = trace(again, node).call().input();
        Value pulled = layer.synapse().pull(again.sketch.emit(), signal, weight, input.shape());
        again.sketch.read(pulled);
        crossing.put("input_signal/" + node.path(), pulled);
      }
    }
    compare(bench, again, crossing, shown);
  }

  static void sameSeedSameBits(RuleBench bench) {
    RuleBench.Shown first = bench.steps(bench.lesson(), 3, 5);
    RuleBench.Shown again = bench.steps(bench.lesson(), 3, 5);
    assertEquals(first.outputs().keySet(), again.outputs().keySet());
    first.outputs().forEach((path, one) -> assertSameBits(path, one, again.output(path)));
    first.before().forEach((path, one) -> assertSameBits(path, one, of(again.before(), path)));
    RuleBench.Shown other = bench.steps(bench.lesson(), 3, 6);
    assertFalse(
        Arrays.equals(first.output("output"), other.output("output")), "the seed changes nothing");
  }

  static void everyWeightMoves(RuleBench bench) {
    RuleBench.Shown shown = bench.step();
    for (Node node : bench.synapses()) {
      for (Parameter parameter : node.layer().parameters()) {
        String path = node.pathOf(parameter);
        double[] updated = shown.output("updated/" + path);
        assertFalse(Arrays.equals(of(shown.before(), path), updated), path + " stands still");
        for (double element : updated) {
          assertTrue(Double.isFinite(element), path + " becomes " + element);
        }
      }
    }
  }

  static void batchIsTheMean(RuleBench bench) {
    Lesson lesson = bench.lesson();
    RuleBench.Shown whole = bench.still(lesson);
    Map<String, double[]> mean = new LinkedHashMap<>();
    for (int row = 0; row < lesson.size(); row++) {
      RuleBench.Shown one = bench.still(lesson.row(row));
      one.outputs().forEach((path, numbers) -> add(mean, path, numbers, 1.0 / lesson.size()));
    }
    whole
        .outputs()
        .forEach(
            (path, numbers) -> {
              if (path.startsWith("gradient/")) {
                assertClose(path, of(mean, path), numbers, bench.tolerance());
              }
            });
  }

  private static void add(Map<String, double[]> sums, String path, double[] numbers, double part) {
    double[] sum = sums.computeIfAbsent(path, unused -> new double[numbers.length]);
    for (int i = 0; i < numbers.length; i++) {
      sum[i] += part * numbers[i];
    }
  }
}
