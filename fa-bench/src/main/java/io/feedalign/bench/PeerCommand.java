package io.feedalign.bench;

import io.feedalign.bench.macro.NaturalInput;
import io.feedalign.bench.macro.StepQuestion;
import io.feedalign.bench.peer.Peer;
import io.feedalign.bench.peer.PeerBenchmark;
import io.feedalign.bench.peer.PeerReport;
import io.feedalign.core.experiment.BackendChoice;
import io.feedalign.core.experiment.NamedSettings;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.spi.ModelProvider;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench peer}: our learning steps beside libtorch's. */
@Command(
    name = "peer",
    mixinStandardHelpOptions = true,
    description = {
      "Times learning steps in turn with those of the same net in PyTorch: with its",
      "autograd and its own SGD, in the layout and under the settings that suit it",
      "best; bf16 by autocast. Says besides how near both are to the floor, which is",
      "measured in the same run (on a processor).",
      "",
      "Opponents: libtorch (on the JVM, eager; fetched with the build), torch (of",
      "python3 or $FEEDALIGN_PYTHON, eager; on the GPU if ours is cuda), and",
      "torch-compiled (the same with torch.compile)."
    },
    footer = {
      "",
      "Examples:",
      "  bench peer --model resnet20 --batch 128 --precision bf16",
      "  bench peer --model resnet20:option=B --rounds 20 --json",
      "  bench peer --model resnet18 --batch 16 --classes 1000 --threads 2",
      "  bench peer --model resnet20 --backend cuda --precision bf16 --opponent torch"
    })
final class PeerCommand implements Callable<Integer> {
  private final Plugins plugins;
  private final Output output;

  @Option(names = "--model", required = true, paramLabel = "M", description = "Model's name.")
  private String model = "";

  @Option(
      names = "--rule",
      paramLabel = "R",
      description = "Our rule; by default that of PyTorch's autograd.")
  private String rule = "";

  @Option(names = "--batch", paramLabel = "N", description = "Images per step; 128 by default.")
  private int batch = 128;

  @Option(names = "--precision", paramLabel = "P", description = "f32, the default, or bf16.")
  private String precision = "f32";

  @Option(names = "--backend", paramLabel = "B", description = "Our backend; auto: the best.")
  private String backend = BackendChoice.AUTO;

  @Option(names = "--threads", paramLabel = "N", description = "Threads for both; 0: all cores.")
  private int threads;

  @Option(names = "--input", paramLabel = "C,H,W", description = "Image shape; the model's usual.")
  private String input = "";

  @Option(names = "--classes", paramLabel = "K", description = "Classes; 10 by default.")
  private int classes = 10;

  @Option(names = "--rounds", paramLabel = "N", description = "Turns of each; 10 by default.")
  private int rounds = 10;

  @Option(
      names = "--opponent",
      paramLabel = "O",
      description = "libtorch, the default, torch or torch-compiled.")
  private String opponent = "libtorch";

  @Option(names = "--json", description = "One line of JSON.")
  private boolean json;

  PeerCommand(Plugins plugins, Output output) {
    this.plugins = plugins;
    this.output = output;
  }

  @Override
  public Integer call() {
    StepQuestion question = question(rule.isEmpty() ? Peer.rule() : rule);
    PeerReport report =
        new PeerBenchmark(plugins)
            .run(question, opponent, StepOptions.atLeastOne("--rounds", rounds));
    List<String> lines = json ? List.of(report.toJson()) : report.toText();
    lines.forEach(output.numbers()::println);
    return 0;
  }

  private StepQuestion question(String ours) {
    NamedSettings named = NamedSettings.parse("--model", model, plugins.models());
    ModelProvider zoo = plugins.models().get(named.name());
    Shape shape = input.isEmpty() ? NaturalInput.of(zoo) : NaturalInput.parse(input);
    return new StepQuestion(
        named,
        List.of(NamedSettings.parse("--rule", ours, plugins.rules())),
        backend(),
        precision,
        new StepQuestion.Load(
            shape,
            StepOptions.atLeastOne("--classes", classes),
            StepOptions.atLeastOne("--batch", batch)),
        new StepQuestion.Effort(1, 0));
  }

  private NamedSettings backend() {
    boolean auto = backend.equals(BackendChoice.AUTO);
    if (threads > 0) {
      String name = auto ? BackendChoice.best(plugins.backends()).provider().name() : backend;
      return new NamedSettings(name, name, Map.of("threads", (long) threads));
    }
    return auto
        ? NamedSettings.of(backend)
        : NamedSettings.parse("--backend", backend, plugins.backends());
  }
}
