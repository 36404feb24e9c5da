package io.feedalign.cli.command;

import io.feedalign.backend.Backend;
import io.feedalign.cli.config.Overrides;
import io.feedalign.cli.report.Progress;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.error.FaException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
      "  fa compare cifar10-lenet-20 --published",
      "  fa compare my-experiment.yaml --out runs/mine"
    })
public final class CompareCommand implements Callable<Integer> {

  private final Workshop workshop;
  private final Progress progress;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many seeds, counted upwards from the experiment's own.")
  private int seeds = 1;

  @Option(
      names = "--published",
      description = "Shows what others published for this recipe beside our own numbers.")
  private boolean published;

  @Mixin private RecipeOptions recipe = new RecipeOptions();

  @Mixin private OutOptions out = new OutOptions();

  @Mixin private ExperimentOptions options = new ExperimentOptions();

  @Mixin private CheckpointOptions checkpoints = new CheckpointOptions();

  /** Made by the wiring. */
  public CompareCommand(Workshop workshop, Progress progress) {
    this.workshop = workshop;
    this.progress = progress;
  }

  @Override
  public Integer call() {
    requireSeeds();
    ConfigTree tree = recipe.open(workshop, read -> checkpoints.apply(options.apply(read)));
    if (published) {
      tree = Overrides.set(tree, "published", true, "--published");
    }
    Experiment experiment = workshop.assembler().assemble(tree);
    Path folder = out.forRun(workshop, experiment.name());
    try (Backend backend = experiment.backend().open()) {
      workshop.requireSound(experiment, backend);
      workshop.introduce(experiment, backend);
      long first = experiment.schedule().seed();
      List<Long> all = LongStream.range(first, first + seeds).boxed().toList();
      Campaign.Order order = new Campaign.Order(tree, experiment, all, false);
      return new Campaign(workshop, progress, order, folder, backend).begin(out.overwrite());
    }
  }

  private void requireSeeds() {
    if (seeds < 1 || seeds > 1000) {
      throw FaException.user("--seeds " + seeds + " makes no sense. Give a number from 1 to 1000.");
    }
  }
}
