package io.feedalign.testkit;

import io.feedalign.backend.Backend;
import io.feedalign.backend.Capability;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.InspectedStep;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.nn.Network;
import io.feedalign.nn.Node;
import io.feedalign.nn.SynapticLayer;
import io.feedalign.optim.UpdateRule;
import io.feedalign.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** A network under a rule on a backend, with a lesson to learn. */
record RuleBench(Backend backend, CreditAssignmentRule rule, Network network) {

  static final int BATCH = 6;
  static final long SEED = 17;

  /**
   * What inspecting one or more steps showed: what there was before, and what the last step gave.
   */
  record Shown(Map<String, double[]> before, Map<String, double[]> outputs) {

    double[] output(String name) {
      return NetworkSketch.of(outputs, name);
    }
  }

  /** The same network under what calculus says. */
  RuleBench exact() {
    return new RuleBench(backend, calculus(), network);
  }

  /** Exact transport. */
  static CreditAssignmentRule calculus() {
    return (edge, context) -> (signals, emit) -> edge.pullExactly(emit, signals.at(edge.output()));
  }

  Compiler compiler() {
    return Compiler.on(backend).rule(rule);
  }

  /** How close results must be that differ in the order of sums only. */
  double tolerance() {
    return backend.capabilities().contains(Capability.DOUBLE) ? 1e-10 : 1e-5;
  }

  Lesson lesson() {
    return Lesson.random(network, BATCH);
  }

  /** The synaptic nodes in topological order. */
  List<Node> synapses() {
    return network.nodes().stream().filter(n -> n.layer() instanceof SynapticLayer).toList();
  }

  /** The first step after initialization, on the lesson of this bench. */
  Shown step() {
    return steps(lesson(), 1, SEED);
  }

  /** The last of several steps on one lesson, with weights that move. */
  Shown steps(Lesson lesson, int count, long seed) {
    return show(compiler().update(rate(0.1)), lesson, count, seed);
  }

  /** One step that changes nothing. */
  Shown still(Lesson lesson) {
    return show(compiler().update(rate(0)), lesson, 1, SEED);
  }

  /** The last of several steps, compiled as given. */
  Shown show(Compiler chosen, Lesson lesson, int count, long seed) {
    try (InspectedStep step = chosen.batch(lesson.size()).seed(seed).inspect(network)) {
      step.initialize();
      Tensors.write(of(step, "x"), lesson.images());
      Tensors.write(of(step, "target"), lesson.targets());
      Map<String, double[]> before = Map.of();
      for (int i = 0; i < count; i++) {
        before = Tensors.readAll(step.inputs());
        step.run(i);
      }
      return new Shown(before, Tensors.readAll(step.outputs()));
    }
  }

  private static Tensor of(InspectedStep step, String input) {
    return Checks.known(step.inputs().get(input), "An inspected step has no input " + input);
  }

  static UpdateRule rate(double rate) {
    return (emit, context, update) -> emit.affine(update, rate, 0);
  }
}
