package io.feedalign.core.parity;

import io.feedalign.backend.Backend;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.core.experiment.Variant;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.core.run.TensorNumbers;
import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import io.feedalign.error.FaException;
import io.feedalign.ir.Program;
import io.feedalign.optim.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The first steps of an experiment's rules on two backends: same seed, same images. A ReLU whose
 * input is zero up to rounding opens on one backend only, and everything behind it differs; so one
 * of a few draws of weights and images must agree.
 */
public final class LearningParity {
  private static final int DRAWS = 4;

  private final Backend first;
  private final Backend second;
  private final Allowed allowed;

  /** A comparison of two backends. */
  public LearningParity(Backend first, Backend second, Allowed allowed) {
    this.first = first;
    this.second = second;
    this.allowed = allowed;
  }

  /**
   * How long is compared, and how well it must agree.
   *
   * @param steps learning steps
   * @param difference relative to the largest number of a tensor
   */
  public record Allowed(int steps, double difference) {}

  /**
   * What was found of one rule.
   *
   * @param rule its label
   * @param loss the worst relative difference of a step's loss
   * @param weights the worst relative difference of a tensor after the last step
   * @param where that tensor's name
   * @param refused why the rule cannot teach this net, or empty
   */
  public record Row(String rule, double loss, double weights, String where, String refused) {
    /** The larger of both differences. */
    public double difference() {
      return Math.max(loss, weights);
    }
  }

  private record Trace(double[] losses, Map<String, double[]> tensors) {}

  /**
   * Compares every rule of an experiment.
   *
   * @param programs given each program of the first backend that was run
   */
  public List<Row> compare(Experiment experiment, Consumer<Program> programs) {
    List<Row> rows = new ArrayList<>();
    for (Variant variant : experiment.variants()) {
      try {
        rows.add(row(experiment, variant, programs));
      } catch (FaException refusal) {
        rows.add(new Row(variant.label(), 0, 0, "", String.valueOf(refusal.getMessage())));
      }
    }
    return rows;
  }

  private Row row(Experiment experiment, Variant variant, Consumer<Program> programs) {
    long seed = experiment.schedule().seed();
    Row best = row(experiment, variant, seed, programs);
    for (int draw = 1; draw < DRAWS && best.difference() > allowed.difference; draw++) {
      Row other = row(experiment, variant, seed + draw, program -> {});
      best = other.difference() < best.difference() ? other : best;
    }
    return best;
  }

  private Row row(Experiment experiment, Variant variant, long seed, Consumer<Program> programs) {
    Trace here = learn(new Lesson(first, experiment, variant, seed), programs);
    return row(
        variant.label(), here, learn(new Lesson(second, experiment, variant, seed), program -> {}));
  }

  private static Row row(String label, Trace here, Trace there) {
    double worst = 0;
    String where = "";
    for (Map.Entry<String, double[]> tensor : here.tensors.entrySet()) {
      double apart =
          Difference.of(
              tensor.getValue(), Objects.requireNonNull(there.tensors.get(tensor.getKey())));
      if (apart > worst) {
        worst = apart;
        where = tensor.getKey();
      }
    }
    double loss = 0;
    for (int i = 0; i < here.losses.length; i++) {
      double[] one = {here.losses[i]};
      loss = Math.max(loss, Difference.of(one, new double[] {there.losses[i]}));
    }
    return new Row(label, loss, worst, where, "");
  }

  private record Lesson(Backend backend, Experiment experiment, Variant variant, long seed) {
    CompiledNetwork compile() {
      return experiment.compiler(backend, variant, seed).compile(experiment.network());
    }
  }

  private Trace learn(Lesson lesson, Consumer<Program> programs) {
    Dataset data = lesson.experiment.data();
    int steps = allowed.steps;
    try (CompiledNetwork network = lesson.compile();
        BatchStream images =
            data.stream(Split.TRAIN, StreamOptions.learning(network.batch(), lesson.seed, 0))) {
      network.initialize();
      Batch batch = Batch.allocate(network.batch(), data.imageShape());
      double[] losses = new double[steps];
      for (int step = 0; step < steps; step++) {
        if (!images.next(batch)) {
          throw FaException.user("There are too few images for " + steps + " steps.");
        }
        losses[step] = network.learn(batch, new Schedule.Progress(step, steps, 1));
      }
      network.programs().forEach(programs);
      Map<String, double[]> tensors = new TreeMap<>();
      network.tensors().forEach((name, tensor) -> tensors.put(name, TensorNumbers.read(tensor)));
      return new Trace(losses, tensors);
    }
  }
}
