package io.feedalign.bench;

import io.feedalign.bench.macro.MemoryBenchmark;
import io.feedalign.bench.macro.MemoryReport;
import io.feedalign.bench.macro.StepQuestion;
import io.feedalign.core.plugin.Plugins;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench memory}: what a network takes of the machine, beside what its plan said. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a few learning steps on random images and sets the peak of the process's resident",
      "memory against what the plan foretold. On Linux; one rule at a time is the most exact."
    },
    footer = {
      "",
      "Examples:",
      "  bench memory --model resnet18 --rule bp --batch 64",
      "  bench memory --model lenet-cifar --rule dfa --json"
    })
final class MemoryCommand implements Callable<Integer> {
  private final Plugins plugins;
  private final Output output;

  @Mixin private final StepOptions options = new StepOptions();

  @Option(names = "--steps", paramLabel = "K", description = "Steps to make; 3 by default.")
  private int steps = 3;

  @Option(names = "--json", description = "One line of JSON for each rule.")
  private boolean json;

  MemoryCommand(Plugins plugins, Output output) {
    this.plugins = plugins;
    this.output = output;
  }

  @Override
  public Integer call() {
    StepQuestion.Effort effort =
        new StepQuestion.Effort(StepOptions.atLeastOne("--steps", steps), 0);
    List<MemoryReport> reports =
        new MemoryBenchmark(plugins).run(options.question(plugins, effort));
    reports.forEach(report -> output.numbers().println(json ? report.toJson() : report.toText()));
    return 0;
  }
}
