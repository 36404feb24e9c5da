package io.feedalign.core.audit;

import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.core.run.TensorNumbers;
import io.feedalign.data.Batch;
import io.feedalign.nn.Network;
import io.feedalign.optim.Schedule;
import io.feedalign.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Whether training itself goes where an audited step went: that step was compiled to be read, and
 * training is not.
 *
 * @param leeway of the last step; computed only if training seems to go elsewhere
 */
record TrainedAlike(Audit audit, Network network, Findings findings, Supplier<Leeway> leeway) {
  // Two ways to compute in singles open a few gates differently: that is worth some percent.
  private static final double ALIKE = 0.1;
  private static final double ROUNDING = 1e-6;

  /**
   * One step and its rehearsal.
   *
   * @param number of the step
   * @param before what persisted as it started
   * @param after what stood after both
   */
  record Step(int number, Batch batch, Map<String, double[]> before, Map<String, double[]> after) {}

  void check(Step step) {
    Map<String, double[]> trained = trained(step);
    List<String> apart = apart(trained, step, Leeway.NONE);
    if (!apart.isEmpty()) {
      apart = apart(trained, step, leeway.get());
    }
    if (!apart.isEmpty()) {
      findings.fail(
          "training",
          "",
          "training itself goes elsewhere than the audited steps: changes differ at "
              + String.join(", ", apart)
              + " of their norm.");
    }
  }

  private Map<String, double[]> trained(Step step) {
    try (CompiledNetwork network = audit.compiler().compile(network())) {
      Map<String, Tensor> tensors = network.tensors();
      tensors.forEach((path, tensor) -> TensorNumbers.write(tensor, numbers(step.before(), path)));
      network.learn(
          step.batch(), new Schedule.Progress(step.number(), Math.max(1, step.number() + 1), 1));
      Map<String, double[]> trained = new LinkedHashMap<>();
      tensors.forEach((path, tensor) -> trained.put(path, TensorNumbers.read(tensor)));
      return trained;
    }
  }

  /** Where training is elsewhere, and how far. */
  private static List<String> apart(Map<String, double[]> trained, Step step, Leeway leeway) {
    List<String> apart = new ArrayList<>();
    trained.forEach(
        (path, now) -> {
          double[] audited = numbers(step.after(), path);
          double change = Norms.distance(numbers(step.before(), path), audited);
          double beyond = leeway.beyond(path, now, audited);
          if (!(beyond <= ALIKE * change + ROUNDING * Norms.of(audited))) {
            apart.add("'" + path + "' by " + Findings.number(Norms.parts(beyond, change)));
          }
        });
    return apart;
  }

  private static double[] numbers(Map<String, double[]> states, String path) {
    return Objects.requireNonNull(states.get(path), path);
  }
}
