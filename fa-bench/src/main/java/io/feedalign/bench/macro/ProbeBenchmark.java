package io.feedalign.bench.macro;

import io.feedalign.backend.Backend;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.core.run.Measured;
import io.feedalign.optim.Schedule;
import io.feedalign.spi.ProbeProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Times all measures together beside the learning steps that they interrupt. Both take turns on one
 * network, so that whatever else the machine does meets them alike.
 */
public final class ProbeBenchmark {
  /** Learning steps between two measurements. */
  private static final int TURN = 5;

  private final Plugins plugins;

  /** A benchmark of these plugins. */
  public ProbeBenchmark(Plugins plugins) {
    this.plugins = plugins;
  }

  /**
   * Compiles each rule with every probe that there is, warms up and times.
   *
   * @param question whose steps are the measurements timed; five learning steps come before each
   * @param stepsPerEpoch how many learning steps one measurement is set against
   */
  public List<ProbeShare> run(StepQuestion question, int stepsPerEpoch) {
    List<ProbeShare> shares = new ArrayList<>();
    try (StepNetworks all = StepNetworks.of(plugins, question, this::withEveryProbe)) {
      for (int i = 0; i < all.networks().size(); i++) {
        String rule = question.rules().get(i).text();
        Times times = times(question, all.networks().get(i));
        shares.add(times.share(question, rule, all.backend(), stepsPerEpoch));
      }
    }
    return shares;
  }

  private Compiler withEveryProbe(Compiler compiler) {
    Compiler probing = compiler;
    for (ProbeProvider provider : plugins.probes().all()) {
      probing = probing.probe(provider.create(provider.settings().defaults()));
    }
    return probing;
  }

  /** Milliseconds of each learning step and of each measurement. */
  private record Times(double[] learning, double[] measuring, int measures) {
    ProbeShare share(StepQuestion question, String rule, Backend backend, int stepsPerEpoch) {
      return new ProbeShare(
          new ProbeShare.Subject(
              question.model().text(),
              rule,
              question.load().batch(),
              backend.name(),
              backend.threads()),
          measures,
          new StepTimes(rule, learning).median(),
          new StepTimes(rule, measuring).median(),
          stepsPerEpoch);
    }
  }

  private static Times times(StepQuestion question, CompiledNetwork network) {
    SyntheticBatches batches = new SyntheticBatches(question.load());
    int rounds = question.effort().steps();
    double[] learning = new double[rounds * TURN];
    double[] measuring = new double[rounds];
    IntStream.range(0, question.effort().warmup()).forEach(step -> learn(network, batches, step));
    Measured measured = network.measure(batches.forStep(0), 0);
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < TURN; i++) {
        int step = round * TURN + i;
        long start = System.nanoTime();
        learn(network, batches, step);
        learning[step] = (System.nanoTime() - start) / 1e6;
      }
      long start = System.nanoTime();
      measured = network.measure(batches.forStep(0), round);
      measuring[round] = (System.nanoTime() - start) / 1e6;
    }
    return new Times(learning, measuring, measured.measures().size());
  }

  private static void learn(CompiledNetwork network, SyntheticBatches batches, int step) {
    network.learn(batches.forStep(step), new Schedule.Progress(step, 1000, 1000));
  }
}
