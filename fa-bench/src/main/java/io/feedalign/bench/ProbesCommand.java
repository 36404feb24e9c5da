package io.feedalign.bench;

import io.feedalign.bench.macro.ProbeBenchmark;
import io.feedalign.bench.macro.ProbeShare;
import io.feedalign.bench.macro.StepQuestion;
import io.feedalign.core.plugin.Plugins;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench probes}: what all measures together cost beside learning. */
@Command(
    name = "probes",
    mixinStandardHelpOptions = true,
    description = {
      "Times learning steps and all measures in turn, and says which part of the training time",
      "the measures take at the default cadence, once an epoch."
    },
    footer = {
      "",
      "Examples:",
      "  bench probes --model lenet --rule fa",
      "  bench probes --model resnet20 --rule fa,usf:sn --steps-per-epoch 351 --json"
    })
final class ProbesCommand implements Callable<Integer> {
  private static final int WARMUP = 10;

  private final Plugins plugins;
  private final Output output;

  @Mixin private final StepOptions options = new StepOptions();

  @Option(
      names = "--rounds",
      paramLabel = "K",
      description = "Measurements to time, each after five steps; 20 by default.")
  private int rounds = 20;

  @Option(
      names = "--steps-per-epoch",
      paramLabel = "K",
      description = "Steps to one measurement; 351 by default, 45,000 images in batches of 128.")
  private int stepsPerEpoch = 351;

  @Option(names = "--json", description = "One line of JSON for each rule.")
  private boolean json;

  ProbesCommand(Plugins plugins, Output output) {
    this.plugins = plugins;
    this.output = output;
  }

  @Override
  public Integer call() {
    int epoch = StepOptions.atLeastOne("--steps-per-epoch", stepsPerEpoch);
    StepQuestion.Effort effort =
        new StepQuestion.Effort(StepOptions.atLeastOne("--rounds", rounds), WARMUP);
    StepQuestion question = options.question(plugins, effort);
    List<ProbeShare> shares = new ProbeBenchmark(plugins).run(question, epoch);
    shares.forEach(share -> output.numbers().println(json ? share.toJson() : share.toText()));
    return 0;
  }
}
