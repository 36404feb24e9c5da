package io.feedalign.cli.command;

import io.feedalign.backend.Backend;
import io.feedalign.cli.report.RunResult;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.core.experiment.Variant;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.core.run.Keeper;
import io.feedalign.core.run.RunOptions;
import io.feedalign.core.run.Trainer;
import io.feedalign.data.Split;
import io.feedalign.error.FaException;
import io.feedalign.train.RunListener;
import io.feedalign.train.RunPlan;
import io.feedalign.train.RunReport;
import io.feedalign.train.Status;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Trains one variant from the weights that its seed names, and tells who listens. */
final class VariantRunner {

  private final Experiment experiment;
  private final Backend backend;
  private final Set<RunListener> listeners;
  private final boolean tested;

  VariantRunner(Experiment experiment, Backend backend, Set<RunListener> listeners) {
    this(experiment, backend, listeners, true);
  }

  private VariantRunner(
      Experiment experiment, Backend backend, Set<RunListener> listeners, boolean tested) {
    this.experiment = experiment;
    this.backend = backend;
    this.listeners = Set.copyOf(listeners);
    this.tested = tested;
  }

  /** One that never reads the test images. */
  VariantRunner untested() {
    return new VariantRunner(experiment, backend, listeners, false);
  }

  /** Trains, or goes on, and shows the network before it is closed. */
  RunResult run(
      Turn turn,
      RunListener recorder,
      Keeper keeper,
      BiConsumer<CompiledNetwork, RunResult> trained) {
    Variant variant = turn.variant();
    long seed = turn.seed();
    try (CompiledNetwork network =
        experiment.compiler(backend, variant, seed).compile(experiment.network())) {
      network.initialize();
      RunOptions options =
          new RunOptions(variant.label(), experiment.schedule().epochs(), seed, tested);
      RunReport report =
          new Trainer(all(recorder)).keeping(keeper).fit(network, experiment.data(), options);
      RunResult result = new RunResult(variant.label(), seed, report);
      trained.accept(network, result);
      return result;
    }
  }

  /** The row of a variant whose plugin failed, told to who listens. */
  RunResult failed(Turn turn, RunListener recorder, FaException failure) {
    Variant variant = turn.variant();
    int batch = experiment.schedule().batch();
    int steps = experiment.data().size(Split.TRAIN) / batch;
    RunPlan plan = new RunPlan(variant.label(), experiment.schedule().epochs(), steps, batch);
    String remark = String.valueOf(failure.getMessage());
    RunReport report = new RunReport(plan, Status.FAILED, List.of(), Optional.empty(), remark);
    for (RunListener listener : all(recorder)) {
      listener.runStarted(plan);
      listener.runFinished(report);
    }
    return new RunResult(variant.label(), turn.seed(), report);
  }

  private RunListener[] all(RunListener recorder) {
    RunListener[] all = new RunListener[listeners.size() + 1];
    all[0] = recorder;
    int next = 1;
    for (RunListener listener : listeners) {
      all[next++] = listener;
    }
    return all;
  }
}
