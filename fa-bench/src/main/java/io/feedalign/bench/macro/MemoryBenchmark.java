package io.feedalign.bench.macro;

import io.feedalign.backend.Backend;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.MemoryForecast;
import io.feedalign.core.experiment.ExperimentAssembler;
import io.feedalign.core.experiment.NamedSettings;
import io.feedalign.core.experiment.StepCase;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.nn.Network;
import io.feedalign.optim.Schedule;
import java.util.ArrayList;
import java.util.List;

/**
 * Sets the memory that a plan foretells against what the process takes. What is outside Java's heap
 * is resident only once it is touched: so a network is compiled, and the process is as large as it
 * is without the network's numbers; then it learns, and the peak says how many they are.
 */
public final class MemoryBenchmark {
  private final Plugins plugins;

  /** A benchmark of these plugins. */
  public MemoryBenchmark(Plugins plugins) {
    this.plugins = plugins;
  }

  /** Measures each rule, one after the other. */
  public List<MemoryReport> run(StepQuestion question) {
    SyntheticBatches batches = new SyntheticBatches(question.load());
    List<MemoryReport> reports = new ArrayList<>();
    for (NamedSettings rule : question.rules()) {
      StepCase one = new ExperimentAssembler(plugins).step(question.configuration(rule));
      try (Backend backend = one.backend().open()) {
        Compiler compiler =
            one.variant()
                .on(Compiler.on(backend))
                .precision(one.precision())
                .batch(question.load().batch());
        MemoryReport.Measured measured = measure(compiler, one.network(), question, batches);
        MemoryForecast forecast = compiler.plan(one.network()).forecast();
        reports.add(new MemoryReport(question, rule.text(), backend.name(), forecast, measured));
      }
    }
    return reports;
  }

  private static MemoryReport.Measured measure(
      Compiler compiler, Network network, StepQuestion question, SyntheticBatches batches) {
    compiler.plan(network);
    long heap = usedHeap();
    try (CompiledNetwork compiled = compiler.compile(network)) {
      long kept = Math.max(0, usedHeap() - heap);
      ResidentMemory.forgetPeak();
      long before = ResidentMemory.read().now();
      compiled.initialize();
      for (int step = 0; step < question.effort().steps(); step++) {
        compiled.learn(batches.forStep(step), new Schedule.Progress(step, 1000, 1000));
      }
      compiled.infer(batches.forStep(0));
      long peak = ResidentMemory.read().peak();
      return new MemoryReport.Measured(before, peak, kept);
    }
  }

  private static long usedHeap() {
    Runtime java = Runtime.getRuntime();
    System.gc();
    return java.totalMemory() - java.freeMemory();
  }
}
