package io.feedalign.bench;

import io.feedalign.bench.macro.StepBenchmark;
import io.feedalign.bench.macro.StepReport;
import io.feedalign.core.plugin.Plugins;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench step}: milliseconds of one learning step, for one rule or several in turn. */
@Command(
    name = "step",
    mixinStandardHelpOptions = true,
    description = {
      "Times learning steps on random images: copying a batch in, and one forward, feedback and",
      "update pass. Several rules are measured in turn, and compared with the first."
    },
    footer = {
      "",
      "Examples:",
      "  bench step --model lenet --rule bp --json",
      "  bench step --model lenet --rule bp,fa,usf:sn --steps 200",
      "  bench step --model resnet20 --rule bp --batch 64 --backend nd4j:threads=1"
    })
final class StepCommand implements Callable<Integer> {
  private final Plugins plugins;
  private final Output output;

  @Mixin private final StepOptions options = new StepOptions();

  @Mixin private final EffortOptions effort = new EffortOptions(100, 30);

  @Option(names = "--json", description = "One line of JSON for each rule.")
  private boolean json;

  StepCommand(Plugins plugins, Output output) {
    this.plugins = plugins;
    this.output = output;
  }

  @Override
  public Integer call() {
    StepReport report = new StepBenchmark(plugins).run(options.question(plugins, effort.effort()));
    List<String> lines = json ? report.toJsonLines() : report.toText();
    lines.forEach(output.numbers()::println);
    return 0;
  }
}
