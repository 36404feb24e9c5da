package io.feedalign.bench;

import io.feedalign.bench.macro.NamedSettings;
import io.feedalign.bench.macro.NaturalInput;
import io.feedalign.bench.macro.ProbeBenchmark;
import io.feedalign.bench.macro.ProbeShare;
import io.feedalign.bench.macro.StepQuestion;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.error.FaException;
import io.feedalign.spi.ModelProvider;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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
      "  bench probes --model resnet20 --rule fa,usf:magnitude=sn --steps-per-epoch 351 --json"
    })
final class ProbesCommand implements Callable<Integer> {
  private final Plugins plugins;
  private final Output output;

  @Option(names = "--model", required = true, paramLabel = "M", description = "Model's name.")
  private String model = "";

  @Option(
      names = "--rule",
      paramLabel = "R",
      split = ",",
      required = true,
      description = "Rules by name, with settings as in name:key=value:key=value.")
  private List<String> rules = List.of();

  @Option(names = "--batch", paramLabel = "N", description = "Images per step; 128 by default.")
  private int batch = 128;

  @Option(names = "--backend", paramLabel = "B", description = "Backend; auto takes the best.")
  private String backend = "auto";

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
    List<ProbeShare> shares = new ProbeBenchmark(plugins).run(question(), stepsPerEpoch());
    shares.forEach(share -> output.numbers().println(json ? share.toJson() : share.toText()));
    return 0;
  }

  private int stepsPerEpoch() {
    if (stepsPerEpoch < 1 || rounds < 1 || batch < 1) {
      throw FaException.user("--steps-per-epoch, --rounds and --batch must be at least 1.");
    }
    return stepsPerEpoch;
  }

  private StepQuestion question() {
    NamedSettings named = NamedSettings.parse("--model", model);
    ModelProvider zoo = plugins.models().get(named.name());
    return new StepQuestion(
        named,
        rules.stream().map(rule -> NamedSettings.parse("--rule", rule)).toList(),
        NamedSettings.parse("--backend", backend),
        "f32",
        new StepQuestion.Load(NaturalInput.of(zoo), 10, Math.max(1, batch)),
        new StepQuestion.Effort(Math.max(1, rounds), 10));
  }
}
