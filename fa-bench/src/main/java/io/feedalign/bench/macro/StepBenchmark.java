package io.feedalign.bench.macro;

import io.feedalign.backend.Backend;
import io.feedalign.core.plugin.Plugins;
import java.util.ArrayList;
import java.util.List;

/** Times the learning steps of one network under several rules, which take turns. */
public final class StepBenchmark {
  private final Plugins plugins;

  /** A benchmark of these plugins. */
  public StepBenchmark(Plugins plugins) {
    this.plugins = plugins;
  }

  /** Compiles, warms up and times; everything is released in the end. */
  public StepReport run(StepQuestion question) {
    try (StepNetworks networks = StepNetworks.of(plugins, question)) {
      List<StepTimes> times = TurnTaking.time(steps(question, networks), question.effort());
      Backend backend = networks.backend();
      return new StepReport(question, backend.name(), backend.threads(), times);
    }
  }

  private static List<LearningSteps> steps(StepQuestion question, StepNetworks networks) {
    SyntheticBatches batches = new SyntheticBatches(question.load());
    List<LearningSteps> steps = new ArrayList<>();
    for (int i = 0; i < networks.networks().size(); i++) {
      String rule = question.rules().get(i).text();
      steps.add(new LearningSteps(rule, networks.networks().get(i), batches));
    }
    return steps;
  }
}
