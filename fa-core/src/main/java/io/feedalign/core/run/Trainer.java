package io.feedalign.core.run;

import io.feedalign.data.Batch;
import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import io.feedalign.error.FaException;
import io.feedalign.optim.Schedule;
import io.feedalign.train.EpochReport;
import io.feedalign.train.Measure;
import io.feedalign.train.RunListener;
import io.feedalign.train.RunPlan;
import io.feedalign.train.RunReport;
import io.feedalign.train.Score;
import io.feedalign.train.Status;
import io.feedalign.train.StepReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Feeds batches, runs what is due, tells listeners: nothing more. It knows no rule.
 *
 * <pre>{@code
 * RunReport report = new Trainer(listener).fit(compiled, data, RunOptions.epochs(10));
 * }</pre>
 */
public final class Trainer {
  /** Names the shuffle from which the fixed probe batch is taken. */
  private static final long PROBE_SEED = 0x9E3779B97F4A7C15L;

  private final RunListener listener;

  /** A trainer that tells these listeners. */
  public Trainer(RunListener... listeners) {
    this.listener = new CompositeRunListener(List.of(listeners));
  }

  /** Trains from where the network stands; {@code initialize} it first. Tests once, at the end. */
  public RunReport fit(CompiledNetwork network, Dataset data, RunOptions options) {
    return new Run(network, data, options).fit();
  }

  /** One run. */
  private final class Run {
    private final CompiledNetwork network;
    private final Dataset data;
    private final RunOptions options;
    private final RunPlan plan;
    private final Batch probeBatch;
    private final List<EpochReport> epochs = new ArrayList<>();
    private long step;

    Run(CompiledNetwork network, Dataset data, RunOptions options) {
      this.network = network;
      this.data = data;
      this.options = options;
      checkFit();
      int steps = data.size(Split.TRAIN) / network.batch();
      plan = new RunPlan(options.label(), options.epochs(), steps, network.batch());
      probeBatch = probeBatch();
    }

    private void checkFit() {
      if (!data.imageShape().equals(network.network().inputShape())) {
        throw FaException.user(
            "Data set '"
                + data.name()
                + "' has images of "
                + data.imageShape()
                + " but network '"
                + network.network().name()
                + "' takes "
                + network.network().inputShape()
                + ". Build the network for the data's shape.");
      }
      if (data.classes() > network.network().classes()) {
        throw FaException.user(
            "Data set '"
                + data.name()
                + "' has "
                + data.classes()
                + " classes but network '"
                + network.network().name()
                + "' gives "
                + network.network().classes()
                + ".");
      }
      if (data.size(Split.TRAIN) < network.batch()) {
        throw FaException.user(
            "Data set '"
                + data.name()
                + "' has "
                + data.size(Split.TRAIN)
                + " training images, fewer than one batch of "
                + network.batch()
                + ". Use a smaller batch.");
      }
    }

    private Batch probeBatch() {
      Batch batch = Batch.allocate(network.batch(), data.imageShape());
      StreamOptions first = StreamOptions.learning(network.batch(), PROBE_SEED, 0);
      try (var stream = data.stream(Split.TRAIN, first)) {
        stream.next(batch);
      }
      return batch;
    }

    RunReport fit() {
      listener.runStarted(plan);
      RunReport report = run();
      listener.runFinished(report);
      return report;
    }

    private RunReport run() {
      for (int epoch = 0; epoch < options.epochs(); epoch++) {
        Stopwatch watch = new Stopwatch();
        double loss = learn(epoch, watch);
        if (!Double.isFinite(loss)) {
          String remark = "The loss was not finite at step " + step + " (epoch " + epoch + ").";
          return new RunReport(plan, Status.DIVERGED, epochs, Optional.empty(), remark);
        }
        EpochReport finished = finish(epoch, loss, watch);
        if (!Double.isFinite(finished.validation().loss())) {
          String remark = "The validation loss was not finite after epoch " + epoch + ".";
          return new RunReport(plan, Status.DIVERGED, epochs, Optional.empty(), remark);
        }
      }
      Score test = Evaluator.score(network, data, Split.TEST);
      return new RunReport(plan, Status.FINISHED, epochs, Optional.of(test), "");
    }

    /** One epoch's mean loss, or the first loss that is not finite. */
    private double learn(int epoch, Stopwatch watch) {
      double total = 0;
      StreamOptions pass = StreamOptions.learning(network.batch(), options.seed(), epoch);
      try (Prefetcher batches =
          new Prefetcher(data.stream(Split.TRAIN, pass), network.batch(), data.imageShape())) {
        watch.start();
        for (Optional<Batch> batch = batches.next(); batch.isPresent(); batch = batches.next()) {
          double loss = network.learn(batch.get(), progress());
          listener.stepFinished(new StepReport(step, epoch, loss));
          if (!Double.isFinite(loss)) {
            return loss;
          }
          total += loss;
          step++;
        }
        watch.stop();
      }
      return total / plan.stepsPerEpoch();
    }

    private Schedule.Progress progress() {
      return new Schedule.Progress(step, plan.stepsPerEpoch(), plan.epochs());
    }

    private EpochReport finish(int epoch, double loss, Stopwatch watch) {
      Score validation = Evaluator.score(network, data, Split.VALIDATION);
      List<Measure> measures = network.probe(probeBatch, step);
      double rate = (double) plan.stepsPerEpoch() * plan.batch() / watch.seconds();
      EpochReport report = new EpochReport(epoch, loss, validation, measures, rate);
      epochs.add(report);
      listener.epochFinished(report);
      return report;
    }
  }
}
