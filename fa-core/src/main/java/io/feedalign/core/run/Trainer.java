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
 *
 * A trainer that is given a {@link Keeper} goes on where an earlier run of the same program stood.
 */
public final class Trainer {
  /** Names the shuffle from which the fixed probe batch is taken. */
  private static final long PROBE_SEED = 0x9E3779B97F4A7C15L;

  private final RunListener listener;
  private final Keeper keeper;

  /** A trainer that tells these listeners. */
  public Trainer(RunListener... listeners) {
    this(new CompositeRunListener(List.of(listeners)), Keeper.NONE);
  }

  private Trainer(RunListener listener, Keeper keeper) {
    this.listener = listener;
    this.keeper = keeper;
  }

  /** A trainer whose runs are kept now and then, and go on where they were kept. */
  public Trainer keeping(Keeper other) {
    return new Trainer(listener, other);
  }

  /**
   * Trains from where the network stands; {@code initialize} it first. Tests once, at the end, if
   * the options say so.
   */
  public RunReport fit(CompiledNetwork network, Dataset data, RunOptions options) {
    return new Run(network, data, options).fit();
  }

  /** One run. */
  private final class Run {
    private final CompiledNetwork network;
    private final Dataset data;
    private final RunOptions options;
    private final RunPlan plan;
    private final Probing probing;
    private final WeightWatch weights;
    private final List<EpochReport> epochs = new ArrayList<>();
    private Position at = Position.START;
    private Stopwatch watch = new Stopwatch();

    Run(CompiledNetwork network, Dataset data, RunOptions options) {
      this.network = network;
      this.data = data;
      this.options = options;
      checkFit();
      int steps = data.size(Split.TRAIN) / network.batch();
      plan =
          new RunPlan(
              options.label(),
              options.epochs(),
              steps,
              network.batch(),
              network.findings().notes());
      probing = new Probing(network, probeBatch(), steps, listener);
      weights = network.watch();
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

    private Batch staging() {
      return Batch.allocate(network.batch(), data);
    }

    private Batch probeBatch() {
      Batch batch = staging();
      StreamOptions first = StreamOptions.learning(network.batch(), PROBE_SEED, 0);
      try (var stream = data.stream(Split.TRAIN, first)) {
        stream.next(batch);
      }
      return batch;
    }

    RunReport fit() {
      begin(keeper.start(network, options));
      listener.runStarted(plan);
      probing.start();
      RunReport report = run();
      listener.runFinished(report);
      return report;
    }

    private void begin(Standing standing) {
      at = standing.position();
      if (at.step() != (long) at.epoch() * plan.stepsPerEpoch() + at.batch()) {
        throw FaException.user(
            "The run to go on with stands at step "
                + at.step()
                + ", batch "
                + at.batch()
                + " of epoch "
                + at.epoch()
                + ", but an epoch of data set '"
                + data.name()
                + "' has "
                + plan.stepsPerEpoch()
                + " batches. Go on with the data and the batch it began with.");
      }
      epochs.addAll(standing.epochs());
      probing.resume(standing.probes());
    }

    private RunReport run() {
      while (at.epoch() < options.epochs()) {
        Optional<RunReport> end = learn().or(this::finish);
        if (end.isPresent()) {
          return end.get();
        }
      }
      if (!options.tested()) {
        return report(Status.FINISHED, Optional.empty(), "");
      }
      return Evaluator.score(network, data, Split.TEST, keeper::stops)
          .map(test -> report(Status.FINISHED, Optional.of(test), ""))
          .orElseGet(this::interrupted);
    }

    /** Makes the epoch's remaining steps; the report if the run ends there. */
    private Optional<RunReport> learn() {
      StreamOptions pass = StreamOptions.learning(network.batch(), options.seed(), at.epoch());
      watch = new Stopwatch();
      try (Lessons lessons =
          new Lessons(
              network, new Prefetcher(data.stream(Split.TRAIN, pass), at.batch(), this::staging))) {
        watch.start();
        for (Optional<Batch> batch = lessons.next(); batch.isPresent(); batch = lessons.next()) {
          double loss = lessons.learn(batch.get(), progress());
          listener.stepFinished(new StepReport(at.step(), at.epoch(), loss));
          if (!Double.isFinite(loss)) {
            return diverged("The loss was not finite at step " + at.step() + epoch());
          }
          at = at.after(loss);
          probeIfDue();
          Optional<RunReport> end = at.batch() < plan.stepsPerEpoch() ? pause() : Optional.empty();
          if (end.isPresent()) {
            return end;
          }
        }
        watch.stop();
      }
      return Optional.empty();
    }

    /** Measuring within an epoch is no part of the time that learning takes. */
    private void probeIfDue() {
      if (probing.due(at.step())) {
        watch.stop();
        probing.takeDue(at.step(), at.epoch());
        watch.start();
      }
    }

    /** Between two steps: keeps the run if that is due; ends it if it is asked to, or broken. */
    private Optional<RunReport> pause() {
      boolean stops = keeper.stops();
      if (!stops && !keeper.due(at, epochs)) {
        return weights.broken(at.step()).flatMap(this::notFinite);
      }
      if (stops) {
        return Optional.of(interrupted());
      }
      watch.stop();
      Optional<RunReport> end = keep();
      watch.start();
      return end;
    }

    private RunReport interrupted() {
      String remark = "Interrupted after " + at.step() + " steps" + epoch();
      return keep().orElseGet(() -> report(Status.INTERRUPTED, Optional.empty(), remark));
    }

    /** Keeps the run; the report instead if it is broken. */
    private Optional<RunReport> keep() {
      Optional<RunReport> end = checkFinite();
      if (end.isEmpty()) {
        keeper.keep(network, standing());
      }
      return end;
    }

    private Optional<RunReport> checkFinite() {
      return network.notFinite().flatMap(this::notFinite);
    }

    private Optional<RunReport> notFinite(String path) {
      return diverged("'" + path + "' was not finite after " + at.step() + " steps" + epoch());
    }

    private Standing standing() {
      double seconds = at.batch() == 0 ? 0 : watch.seconds();
      return new Standing(at.later(seconds), epochs, probing.reports());
    }

    private Schedule.Progress progress() {
      return new Schedule.Progress(at.step(), plan.stepsPerEpoch(), plan.epochs());
    }

    /** Validates and measures an epoch whose steps were made; the report if the run ends there. */
    private Optional<RunReport> finish() {
      Optional<Score> validation = Evaluator.score(network, data, Split.VALIDATION, keeper::stops);
      if (validation.isEmpty()) {
        return Optional.of(interrupted());
      }
      List<Measure> measures = probing.takeAll(at.step(), at.epoch());
      double seconds = at.later(watch.seconds()).seconds();
      double rate = (double) plan.stepsPerEpoch() * plan.batch() / seconds;
      double loss = at.lossSum() / plan.stepsPerEpoch();
      EpochReport made = new EpochReport(at.epoch(), loss, validation.get(), measures, rate);
      epochs.add(made);
      listener.epochFinished(made);
      if (!Double.isFinite(validation.get().loss())) {
        return diverged("The validation loss was not finite after epoch " + at.epoch() + ".");
      }
      Optional<RunReport> end = checkFinite();
      at = at.nextEpoch();
      return end.or(this::pause);
    }

    private String epoch() {
      return " (epoch " + at.epoch() + ").";
    }

    private Optional<RunReport> diverged(String remark) {
      return Optional.of(report(Status.DIVERGED, Optional.empty(), remark));
    }

    private RunReport report(Status status, Optional<Score> test, String remark) {
      return new RunReport(plan, status, epochs, test, remark, probing.reports());
    }
  }
}
