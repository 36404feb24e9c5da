package io.feedalign.cli.command;

import io.feedalign.backend.Backend;
import io.feedalign.cli.report.Progress;
import io.feedalign.cli.report.SearchFile;
import io.feedalign.cli.search.RateGrid;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.error.FaException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fa search}: the learning rate of each rule, found at the same cost for each. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = {
      "Trains every rule at every learning rate of one grid, each for the same few epochs, and",
      "chooses by validation error; the test images are never read.",
      "Writes an experiment.yaml in which each rule has the rate that was found.",
      "Interrupted, the same command with --out DIR goes on; a wider grid keeps what was trained."
    },
    footer = {
      "",
      "Examples:",
      "  fa search",
      "  fa search cifar10-lenet-20 --rates 1e-4..0.3 --epochs 2 --out runs/rates",
      "  fa search my-experiment.yaml --rules bp,usf-sn --rates 3e-3,0.01,0.03",
      "  fa compare runs/rates/experiment.yaml --seeds 3"
    })
public final class SearchCommand implements Callable<Integer> {

  private static final int MOST_EPOCHS = 100_000;

  private final Workshop workshop;
  private final Progress progress;

  @Option(
      names = "--rates",
      paramLabel = "RATES",
      defaultValue = RateGrid.DEFAULT,
      description = {
        "The grid: a list (1e-3,0.01), or a range of every 1 and 3 times a power of ten;",
        "${DEFAULT-VALUE} by default."
      })
  private String rates = RateGrid.DEFAULT;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "2",
      description = "Epochs for each rule and rate; ${DEFAULT-VALUE} by default.")
  private int epochs = 2;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of every rule and rate; the experiment's own by default.")
  private @Nullable Integer seed;

  @Mixin private RecipeOptions recipe = new RecipeOptions();

  @Mixin private OutOptions out = new OutOptions();

  @Mixin private SettingOptions settings = new SettingOptions();

  @Spec private CommandSpec spec;

  /** Made by the wiring. */
  @SuppressWarnings("NullAway.Init") // picocli sets the rest
  public SearchCommand(Workshop workshop, Progress progress) {
    this.workshop = workshop;
    this.progress = progress;
  }

  @Override
  public Integer call() {
    RateGrid grid = RateGrid.parse(rates);
    requireBudget();
    ConfigTree tree = recipe.open(workshop, settings::apply);
    Experiment whole = workshop.assembler().assemble(tree);
    Path folder = out.forSearch(workshop, whole.name());
    SearchFile.Budget budget =
        new SearchFile.Budget(epochs, seed == null ? whole.schedule().seed() : seed);
    SearchOrder.Places places =
        new SearchOrder.Places(grid, budget, CommandText.again(spec, folder));
    SearchOrder order = SearchOrder.of(tree, whole, places, workshop.assembler());
    try (Backend backend = whole.backend().open()) {
      workshop.requireSound(whole, backend);
      workshop.introduce(whole, backend);
      return new RateSearch(workshop, progress, order, folder, backend).run(out.overwrite());
    }
  }

  private void requireBudget() {
    if (epochs < 1 || epochs > MOST_EPOCHS) {
      throw FaException.user(
          "--epochs " + epochs + " makes no sense. Give a number from 1 to " + MOST_EPOCHS + ".");
    }
    if (seed != null && seed < 0) {
      throw FaException.user("--seed " + seed + " makes no sense. Give a number from 0.");
    }
  }
}
