package io.feedalign.core.audit;

import io.feedalign.backend.Backend;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.InspectedStep;
import io.feedalign.core.compile.Recipe;
import io.feedalign.core.run.TensorNumbers;
import io.feedalign.credit.Claim;
import io.feedalign.credit.Edge;
import io.feedalign.credit.Evidence;
import io.feedalign.error.FaException;
import io.feedalign.nn.Network;
import io.feedalign.nn.Node;
import io.feedalign.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The step as the claims want it, on the reference backend: the same network, update chain and
 * constraint, with the activities, the weights and the chain's input of the audited step.
 */
final class ExpectedStep implements AutoCloseable {
  private final Network network;
  private final Claims claims;
  private final Findings findings;
  private final InspectedStep step;
  private final Map<String, Tensor> places;
  private Map<String, double[]> given = Map.of();
  private long number;

  ExpectedStep(
      Backend reference, Recipe audited, Network network, Claims claims, Findings findings) {
    this.network = network;
    this.claims = claims;
    this.findings = findings;
    this.step =
        Compiler.on(reference)
            .rule(new ClaimedRule(claims.byEdge()))
            .update(new GivenUpdate(audited.update()))
            .constraint(audited.constraint())
            .batch(audited.batch())
            .seed(audited.seed())
            .mixed(audited.mixed())
            .inspectBesideExact(
                HeldOutput.in(network.withHead(new SeparateHead(network.head())), audited.batch()));
    this.places = step.inputs();
  }

  /** Makes the step that the audited one should have been. */
  void run(Evidence evidence, InspectedStep audited, Map<String, double[]> before) {
    given = new HashMap<>(before);
    number = evidence.step();
    audited
        .inputs()
        .forEach(
            (path, tensor) -> {
              if (Places.BATCH.contains(path)) {
                given.put(path, TensorNumbers.read(tensor));
              }
            });
    Map<String, Tensor> found = audited.outputs();
    for (Node node : network.nodes()) {
      given.put(HeldOutput.pathOf(node), read(found, "forward/" + node.path()));
    }
    found.forEach(
        (name, tensor) -> {
          if (name.startsWith("gradient/")) {
            given.put(
                GivenUpdate.pathOf(name.substring("gradient/".length())),
                TensorNumbers.read(tensor));
          }
        });
    claims.edges().stream()
        .filter(edge -> !edge.first())
        .forEach(edge -> claim(edge, evidence, found));
    run(given);
  }

  private void run(Map<String, double[]> numbers) {
    places.forEach((path, tensor) -> TensorNumbers.write(tensor, numbers(numbers, path)));
    step.run(number);
  }

  /** What would persist after the last step, had each gradient been off by so much everywhere. */
  Map<String, double[]> nudged(Map<String, Double> byPath, double times) {
    Map<String, double[]> numbers = new HashMap<>(given);
    byPath.forEach(
        (path, by) ->
            numbers.computeIfPresent(
                GivenUpdate.pathOf(path),
                (place, gradient) ->
                    Arrays.stream(gradient).map(each -> each + times * by).toArray()));
    run(numbers);
    return states();
  }

  private void claim(Edge edge, Evidence evidence, Map<String, Tensor> found) {
    Claim claim = claims.at(edge);
    String name = Places.of(edge);
    int units = Math.toIntExact(edge.input().shape().elements());
    if (!claim.declared()) {
      given.put(ClaimedRule.Given.CREDIT.path(edge), read(found, "credit/" + name));
    }
    if (edge.synaptic()) {
      given.put(ClaimedRule.Given.OUTPUT.path(edge), read(found, "signal/" + edge.path()));
    }
    claim
        .signal()
        .ifPresent(
            signal ->
                given.put(
                    ClaimedRule.Given.SIGNAL.path(edge),
                    findings.computed(name, units, () -> signal.from(evidence))));
    claim
        .feedback()
        .ifPresent(
            feedback -> {
              int size = Math.toIntExact(edge.weight().shape().elements());
              given.put(
                  ClaimedRule.Given.FEEDBACK.path(edge),
                  findings.computed(name, size, () -> feedback.from(evidence)));
            });
  }

  /** The weight through which credit is pulled; zeros if it comes from elsewhere. */
  double[] feedback(Edge edge, Evidence evidence) {
    Claim claim = claims.at(edge);
    if (claim.feedback().isPresent()) {
      return read(places, ClaimedRule.Given.FEEDBACK.path(edge));
    }
    double[] weight = evidence.weight(edge.path());
    return claim.exact() ? weight : new double[weight.length];
  }

  /** One of its results. */
  double[] output(String name) {
    return read(step.outputs(), name);
  }

  /** What persists after it. */
  Map<String, double[]> states() {
    return Places.states(places);
  }

  private static double[] numbers(Map<String, double[]> given, String path) {
    double[] numbers = given.get(path);
    if (numbers == null) {
      throw FaException.internal("The audit has no numbers for '" + path + "'.");
    }
    return numbers;
  }

  private static double[] read(Map<String, Tensor> tensors, String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw FaException.internal("The step has no '" + name + "' among " + tensors.keySet() + ".");
    }
    return TensorNumbers.read(tensor);
  }

  @Override
  public void close() {
    step.close();
  }
}
