package io.feedalign.cli.command;

import io.feedalign.backend.Backend;
import io.feedalign.cli.report.Console;
import io.feedalign.cli.report.ScoreLine;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.ScoringCase;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.core.run.Evaluator;
import io.feedalign.data.Split;
import io.feedalign.error.FaException;
import io.feedalign.train.Score;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fa eval}: scores the weights that a run left. */
@Command(
    name = "eval",
    mixinStandardHelpOptions = true,
    description = {
      "Rebuilds the network of a run folder, loads its weights and scores them.",
      "Of a run that was interrupted, those of its last checkpoint."
    },
    footer = {
      "",
      "Examples:",
      "  fa eval runs/lenet-20261123-140000",
      "  fa eval runs/lenet-sn --split validation --json",
      "  fa eval runs/lenet-sn --checkpoint best",
      "  fa eval runs/resnet32 --data cifar10 --json"
    })
public final class EvalCommand implements Callable<Integer> {

  private final Workshop workshop;
  private final Console console;

  @Parameters(paramLabel = "RUN", description = "A folder that fa train or fa import wrote.")
  private Path run = Path.of(".");

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      defaultValue = "test",
      description = "train, validation or test (the default).")
  private String split = "test";

  @Option(
      names = "--checkpoint",
      paramLabel = "NAME",
      description = "last, best, or one such as step-500, instead of the weights at the end.")
  private @Nullable String checkpoint;

  @Option(names = "--json", description = "One JSON object on one line instead of words.")
  private boolean json;

  @Mixin private ExperimentOptions options = new ExperimentOptions();

  /** Made by the wiring. */
  public EvalCommand(Workshop workshop, Console console) {
    this.workshop = workshop;
    this.console = console;
  }

  @Override
  public Integer call() {
    Split part = part();
    RunWeights weights = new RunWeights(run, console::note);
    weights.require();
    ConfigTree tree = options.apply(workshop.reader().read(run.resolve(RunRecorder.EXPERIMENT)));
    ScoringCase scoring = workshop.assembler().scoring(tree);
    try (Backend backend = scoring.backend().open();
        CompiledNetwork network =
            Compiler.on(backend)
                .batch(scoring.batch())
                .precision(scoring.precision())
                .compile(scoring.network())) {
      weights.fill(network.tensors(), checkpoint);
      Score score = Evaluator.score(network, scoring.data(), part);
      console.say(json ? ScoreLine.json(part, score) : ScoreLine.words(part, score));
    }
    return ExitCode.FINE;
  }

  private Split part() {
    for (Split known : Split.values()) {
      if (known.toString().equals(split)) {
        return known;
      }
    }
    throw FaException.user("--split " + split + " is unknown. Allowed: train, validation, test.");
  }
}
