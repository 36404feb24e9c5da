package io.feedalign.cli.command;

import io.feedalign.backend.Backend;
import io.feedalign.cli.report.Progress;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.error.FaException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code fa train}: one experiment, one run folder. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Trains what an experiment file describes.",
      "The run folder holds the experiment as run, its provenance, metrics, weights and a report.",
      "It is kept now and then; Ctrl-C keeps it as well, and fa resume goes on.",
      "Exit code 3 if training diverged."
    },
    footer = {
      "",
      "Examples:",
      "  fa train lenet.yaml",
      "  fa train lenet.yaml --epochs 3 --set rule.magnitude=sn --out runs/lenet-sn"
    })
public final class TrainCommand implements Callable<Integer> {

  private final Workshop workshop;
  private final Progress progress;

  @Parameters(paramLabel = "EXPERIMENT", description = "A YAML file; see docs/cli/experiment.md.")
  private Path file = Path.of("experiment.yaml");

  @Mixin private OutOptions out = new OutOptions();

  @Mixin private ExperimentOptions options = new ExperimentOptions();

  @Mixin private CheckpointOptions checkpoints = new CheckpointOptions();

  /** Made by the wiring. */
  public TrainCommand(Workshop workshop, Progress progress) {
    this.workshop = workshop;
    this.progress = progress;
  }

  @Override
  public Integer call() {
    ConfigTree tree = checkpoints.apply(options.apply(workshop.reader().read(file)));
    Experiment experiment = workshop.assembler().assemble(tree);
    if (experiment.variants().size() != 1) {
      throw FaException.user(
          "'"
              + file
              + "' names "
              + experiment.variants().size()
              + " rules, but fa train takes one."
              + " Run fa compare "
              + file
              + ", or add --set rules=[...] with one of them.");
    }
    Path folder = out.forRun(workshop, experiment.name());
    try (Backend backend = experiment.backend().open()) {
      workshop.requireSound(experiment, backend);
      workshop.introduce(experiment, backend);
      List<Long> seeds = List.of(experiment.schedule().seed());
      Campaign.Order order = new Campaign.Order(tree, experiment, seeds, true);
      return new Campaign(workshop, progress, order, folder, backend).begin(out.overwrite());
    }
  }
}
