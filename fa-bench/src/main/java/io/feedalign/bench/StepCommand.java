package io.feedalign.bench;

import io.feedalign.bench.macro.NamedSettings;
import io.feedalign.bench.macro.NaturalInput;
import io.feedalign.bench.macro.StepBenchmark;
import io.feedalign.bench.macro.StepQuestion;
import io.feedalign.bench.macro.StepReport;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.error.FaException;
import io.feedalign.spi.ModelProvider;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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
      "  bench step --model lenet --rule bp,fa,usf:magnitude=sn --steps 200",
      "  bench step --model resnet20 --rule bp --batch 64 --backend nd4j:threads=1"
    })
final class StepCommand implements Callable<Integer> {
  private final Plugins plugins;
  private final Output output;

  @Option(names = "--model", required = true, paramLabel = "M", description = "Model's name.")
  private String model = "";

  @Option(
      names = "--rule",
      required = true,
      paramLabel = "R",
      split = ",",
      description = "Rules by name, with settings as in name:key=value:key=value.")
  private List<String> rules = List.of();

  @Option(names = "--batch", paramLabel = "N", description = "Images per step; 128 by default.")
  private int batch = 128;

  @Option(names = "--precision", paramLabel = "P", description = "f32, the default, or bf16.")
  private String precision = "f32";

  @Option(names = "--backend", paramLabel = "B", description = "Backend; auto takes the best.")
  private String backend = "auto";

  @Option(names = "--steps", paramLabel = "K", description = "Steps to time; 100 by default.")
  private int steps = 100;

  @Option(names = "--warmup", paramLabel = "K", description = "Steps before; 30 by default.")
  private int warmup = 30;

  @Option(names = "--input", paramLabel = "C,H,W", description = "Image shape; the model's usual.")
  private String input = "";

  @Option(names = "--classes", paramLabel = "K", description = "Classes; 10 by default.")
  private int classes = 10;

  @Option(names = "--json", description = "One line of JSON for each rule.")
  private boolean json;

  StepCommand(Plugins plugins, Output output) {
    this.plugins = plugins;
    this.output = output;
  }

  @Override
  public Integer call() {
    StepReport report = new StepBenchmark(plugins).run(question());
    List<String> lines = json ? report.toJsonLines() : report.toText();
    lines.forEach(output.numbers()::println);
    return 0;
  }

  private StepQuestion question() {
    NamedSettings named = NamedSettings.parse("--model", model);
    ModelProvider zoo = plugins.models().get(named.name());
    Shape shape = input.isEmpty() ? NaturalInput.of(zoo) : NaturalInput.parse(input);
    return new StepQuestion(
        named,
        rules.stream().map(rule -> NamedSettings.parse("--rule", rule)).toList(),
        NamedSettings.parse("--backend", backend),
        precision,
        new StepQuestion.Load(
            shape, atLeastOne("--classes", classes), atLeastOne("--batch", batch)),
        new StepQuestion.Effort(atLeastOne("--steps", steps), Math.max(0, warmup)));
  }

  private static int atLeastOne(String option, int value) {
    if (value < 1) {
      throw FaException.user(option + " is " + value + ", but must be at least 1.");
    }
    return value;
  }
}
