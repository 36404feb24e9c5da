package io.feedalign.bench.profile;

import io.feedalign.bench.macro.LearningSteps;
import io.feedalign.bench.macro.StepNetworks;
import io.feedalign.bench.macro.StepQuestion;
import io.feedalign.bench.macro.StepTimes;
import io.feedalign.bench.macro.SyntheticBatches;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.core.run.Stopwatch;
import io.feedalign.ir.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Times each instruction of learning steps, beside steps that nobody watches. */
public final class Profiler {
  private final Plugins plugins;
  private final StepQuestion question;

  /** A profiler of what is asked for. */
  public Profiler(Plugins plugins, StepQuestion question) {
    this.plugins = plugins;
    this.question = question;
  }

  /** One profile for each rule, in the order of the question. */
  public List<Profile> run() {
    List<Profile> profiles = new ArrayList<>();
    try (StepNetworks all = StepNetworks.of(plugins, question)) {
      SyntheticBatches batches = new SyntheticBatches(question.load());
      for (int i = 0; i < all.networks().size(); i++) {
        CompiledNetwork network = all.networks().get(i);
        String rule = question.rules().get(i).text();
        Watch watch = new Watch(new LearningSteps(rule, network, batches), learn(network));
        profiles.add(watch.profile(title(rule, network)));
      }
    }
    return profiles;
  }

  private static Program learn(CompiledNetwork network) {
    return network.programs().get(0);
  }

  private String title(String rule, CompiledNetwork network) {
    return question.model().text()
        + " "
        + question.load().image()
        + ", batch "
        + question.load().batch()
        + ", "
        + rule
        + ", "
        + network.backend().name()
        + ", "
        + network.backend().threads()
        + " threads, "
        + question.precision();
  }

  /** Steps of one network while they are watched. */
  private final class Watch {
    private final LearningSteps steps;
    private final Program program;
    private final List<double[]> ends = new ArrayList<>();
    private final double[] free = new double[question.effort().steps()];
    private final double[] watched = new double[question.effort().steps()];
    private final double[] around = new double[question.effort().steps()];

    Watch(LearningSteps steps, Program program) {
      this.steps = steps;
      this.program = program;
    }

    Profile profile(String title) {
      Recorder recorder = new Recorder(program.body().size());
      IntStream.range(0, question.effort().warmup()).forEach(i -> steps.run());
      for (int i = 0; i < free.length; i++) {
        free[i] = milliseconds(steps::run);
        recorder.rewind();
        watched[i] = milliseconds(() -> steps.run(recorder));
        double[] done = recorder.ends();
        ends.add(done);
        around[i] = watched[i] - done[done.length - 1];
      }
      List<Unit> units = Units.of(program, recorder.bounds());
      return new Profile(
          title,
          program,
          timed(units),
          typical(),
          new Profile.Steps(median(free), median(watched), median(around), Double.NaN));
    }

    private double milliseconds(Runnable step) {
      Stopwatch watch = new Stopwatch();
      watch.start();
      step.run();
      return watch.seconds() * 1e3;
    }

    private List<Timed> timed(List<Unit> units) {
      List<Timed> timed = new ArrayList<>();
      for (int unit = 0; unit < units.size(); unit++) {
        double[] times = new double[ends.size()];
        for (int run = 0; run < times.length; run++) {
          double start = unit == 0 ? 0 : ends.get(run)[unit - 1];
          times[run] = ends.get(run)[unit] - start;
        }
        timed.add(new Timed(units.get(unit), median(times), Double.NaN));
      }
      return timed;
    }

    /** The run whose length is the median. */
    private List<Double> typical() {
      List<double[]> byLength = new ArrayList<>(ends);
      byLength.sort(Comparator.comparingDouble(run -> run[run.length - 1]));
      return Arrays.stream(byLength.get(byLength.size() / 2)).boxed().toList();
    }
  }

  private static double median(double[] times) {
    return new StepTimes("", times).median();
  }
}
