package io.feedalign.cli.command;

import io.feedalign.backend.Backend;
import io.feedalign.cli.config.Recipes;
import io.feedalign.cli.config.RuleSelection;
import io.feedalign.cli.report.Console;
import io.feedalign.cli.report.MetricsLog;
import io.feedalign.cli.report.Progress;
import io.feedalign.cli.report.ResultTable;
import io.feedalign.cli.report.RunResult;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.core.experiment.Variant;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fa compare}: several rules from the same weights, side by side. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Trains every rule from the same initial weights and shows them side by side.",
      "A rule that diverges is a row of its own with status 'diverged', and the exit code stays 0.",
      "A rule whose plugin fails is a row with status 'failed'; the others run; exit code 1."
    },
    footer = {
      "",
      "Examples:",
      "  fa compare",
      "  fa compare --rules bp,fa,usf-sn --seeds 3",
      "  fa compare --rules bp,usf:xiao,fa:scale=2 --epochs 8 --set update.rate=0.02",
      "  fa compare my-experiment.yaml --out runs/mine"
    })
public final class CompareCommand implements Callable<Integer> {

  private final Workshop workshop;
  private final Progress progress;
  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "RECIPE",
      defaultValue = "quickstart",
      description = "A recipe that ships (quickstart, lenet-fashion) or the path of a YAML file.")
  private String recipe = "quickstart";

  @Option(
      names = "--rules",
      split = ",",
      paramLabel = "RULE",
      description = {
        "Which rules, in this order: a label of the recipe (usf-sn), a rule's name (fa),",
        "or a name with settings (usf:xiao, fa:scale=2)."
      })
  private List<String> rules = new ArrayList<>();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many seeds, counted upwards from the experiment's own.")
  private int seeds = 1;

  @Option(names = "--out", paramLabel = "DIR", description = "Folder of the run.")
  private @Nullable Path out;

  @Mixin private ExperimentOptions options = new ExperimentOptions();

  /** Made by the wiring. */
  public CompareCommand(Workshop workshop, Progress progress, Console console) {
    this.workshop = workshop;
    this.progress = progress;
    this.console = console;
  }

  @Override
  public Integer call() {
    requireSeeds();
    ConfigTree tree = options.apply(new Recipes(workshop.reader()).open(recipe));
    if (!rules.isEmpty()) {
      tree = new RuleSelection(workshop.plugins().rules()).choose(tree, rules);
    }
    Experiment experiment = workshop.assembler().assemble(tree);
    Path folder = workshop.folders().choose(out, experiment.name());
    try (Backend backend = experiment.backend().open()) {
      workshop.requireSound(experiment, backend);
      workshop.introduce(experiment, backend);
      return compare(tree, experiment, backend, folder);
    }
  }

  private int compare(ConfigTree tree, Experiment experiment, Backend backend, Path folder) {
    long first = experiment.schedule().seed();
    List<Long> all = LongStream.range(first, first + seeds).boxed().toList();
    workshop.folders().prepare(folder);
    RunRecorder recorder =
        new RunRecorder(
            folder,
            new RunRecorder.Subject(tree, experiment, backend, all, workshop.plugins().jars()),
            workshop.clock());
    VariantRunner runner = new VariantRunner(experiment, backend, workshop.listeners());
    List<RunResult> results = new ArrayList<>();
    List<FaException> failures = new ArrayList<>();
    progress.expect(all.size() * experiment.variants().size());
    try {
      for (long seed : all) {
        for (Variant variant : experiment.variants()) {
          results.add(train(runner, recorder, new Turn(variant, seed, failures)));
          recorder.results(results);
        }
      }
    } finally {
      progress.close();
    }
    ResultTable.lines(results).forEach(console::say);
    console.say("report: " + recorder.report(results));
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
    return ExitCode.FINE;
  }

  /** One variant's turn with one seed; what a plugin throws is kept for the end. */
  private record Turn(Variant variant, long seed, List<FaException> failures) {}

  private static RunResult train(VariantRunner runner, RunRecorder recorder, Turn turn) {
    try (MetricsLog log = recorder.metrics(turn.seed())) {
      try {
        return runner.run(turn.variant(), turn.seed(), log);
      } catch (FaException failure) {
        if (failure.kind() != ErrorKind.PLUGIN) {
          throw failure;
        }
        turn.failures().add(failure);
        return runner.failed(turn.variant(), turn.seed(), log, failure);
      }
    }
  }

  private void requireSeeds() {
    if (seeds < 1 || seeds > 1000) {
      throw FaException.user("--seeds " + seeds + " makes no sense. Give a number from 1 to 1000.");
    }
  }
}
