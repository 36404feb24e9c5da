package io.feedalign.bench;

import io.feedalign.bench.macro.NaturalInput;
import io.feedalign.bench.macro.StepQuestion;
import io.feedalign.core.experiment.BackendChoice;
import io.feedalign.core.experiment.NamedSettings;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.error.FaException;
import io.feedalign.spi.ModelProvider;
import io.feedalign.tensor.Shape;
import java.util.List;
import picocli.CommandLine.Option;

/** What every command that makes learning steps is told: of which network, how, and on what. */
final class StepOptions {
  @Option(names = "--model", required = true, paramLabel = "M", description = "Model's name.")
  private String model = "";

  @Option(
      names = "--rule",
      required = true,
      paramLabel = "R",
      split = ",",
      description = "Rules by name, with settings as in usf:sn or fa:scale=2.")
  private List<String> rules = List.of();

  @Option(names = "--batch", paramLabel = "N", description = "Images per step; 128 by default.")
  private int batch = 128;

  @Option(names = "--precision", paramLabel = "P", description = "f32, the default, or bf16.")
  private String precision = "f32";

  @Option(names = "--backend", paramLabel = "B", description = "Backend; auto takes the best.")
  private String backend = "auto";

  @Option(names = "--input", paramLabel = "C,H,W", description = "Image shape; the model's usual.")
  private String input = "";

  @Option(names = "--classes", paramLabel = "K", description = "Classes; 10 by default.")
  private int classes = 10;

  /** The question that they ask, for so many steps. */
  StepQuestion question(Plugins plugins, StepQuestion.Effort effort) {
    NamedSettings named = NamedSettings.parse("--model", model, plugins.models());
    ModelProvider zoo = plugins.models().get(named.name());
    Shape shape = input.isEmpty() ? NaturalInput.of(zoo) : NaturalInput.parse(input);
    return new StepQuestion(
        named,
        rules.stream().map(rule -> NamedSettings.parse("--rule", rule, plugins.rules())).toList(),
        backend.equals(BackendChoice.AUTO)
            ? NamedSettings.of(backend)
            : NamedSettings.parse("--backend", backend, plugins.backends()),
        precision,
        new StepQuestion.Load(
            shape, atLeastOne("--classes", classes), atLeastOne("--batch", batch)),
        effort);
  }

  static int atLeastOne(String option, int value) {
    if (value < 1) {
      throw FaException.user(option + " is " + value + ", but must be at least 1.");
    }
    return value;
  }
}
