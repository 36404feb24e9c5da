package io.feedalign.bench.macro;

import io.feedalign.backend.Backend;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.experiment.ExperimentAssembler;
import io.feedalign.core.experiment.StepCase;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.core.run.CompiledNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * Times learning steps. Several rules take turns, a few steps each, so that whatever else the
 * machine does meets them all alike.
 */
public final class StepBenchmark {
  private static final int TURN = 5;

  private final Plugins plugins;

  /** A benchmark of these plugins. */
  public StepBenchmark(Plugins plugins) {
    this.plugins = plugins;
  }

  /** Compiles, warms up and times; everything is released in the end. */
  public StepReport run(StepQuestion question) {
    ExperimentAssembler assembler = new ExperimentAssembler(plugins);
    List<StepCase> cases =
        question.rules().stream()
            .map(rule -> assembler.step(question.configuration(rule)))
            .toList();
    List<TimedNetwork> networks = new ArrayList<>();
    try (Backend backend = cases.get(0).backend().open()) {
      try {
        compile(question, cases, backend, networks);
        networks.forEach(TimedNetwork::warmUp);
        takeTurns(networks);
        List<StepTimes> times = networks.stream().map(TimedNetwork::times).toList();
        return new StepReport(question, backend.name(), backend.threads(), times);
      } finally {
        networks.forEach(TimedNetwork::close);
      }
    }
  }

  private static void compile(
      StepQuestion question, List<StepCase> cases, Backend backend, List<TimedNetwork> into) {
    SyntheticBatches batches = new SyntheticBatches(question.load());
    for (int i = 0; i < cases.size(); i++) {
      StepCase one = cases.get(i);
      CompiledNetwork compiled =
          one.variant()
              .on(Compiler.on(backend))
              .precision(one.precision())
              .batch(question.load().batch())
              .compile(one.network());
      String rule = question.rules().get(i).text();
      into.add(new TimedNetwork(rule, compiled, batches, question.effort()));
    }
  }

  private static void takeTurns(List<TimedNetwork> networks) {
    while (!networks.get(0).finished()) {
      networks.forEach(network -> network.time(TURN));
    }
  }
}
