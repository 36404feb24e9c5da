package io.feedalign.cli.command;

import io.feedalign.backend.Backend;
import io.feedalign.cli.report.Console;
import io.feedalign.cli.report.MetricsLog;
import io.feedalign.cli.report.Progress;
import io.feedalign.cli.report.ResultTable;
import io.feedalign.cli.report.RunResult;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.error.FaException;
import io.feedalign.train.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fa train}: one experiment, one run folder. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Trains what an experiment file describes.",
      "The run folder holds the experiment as run, its provenance, metrics, weights and a report.",
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
  private final Console console;

  @Parameters(paramLabel = "EXPERIMENT", description = "A YAML file; see docs/cli/experiment.md.")
  private Path file = Path.of("experiment.yaml");

  @Option(names = "--out", paramLabel = "DIR", description = "Folder of the run.")
  private @Nullable Path out;

  @Mixin private ExperimentOptions options = new ExperimentOptions();

  /** Made by the wiring. */
  public TrainCommand(Workshop workshop, Progress progress, Console console) {
    this.workshop = workshop;
    this.progress = progress;
    this.console = console;
  }

  @Override
  public Integer call() {
    ConfigTree tree = options.apply(workshop.reader().read(file));
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
    Path folder = workshop.folders().choose(out, experiment.name());
    try (Backend backend = experiment.backend().open()) {
      workshop.requireSound(experiment, backend);
      workshop.introduce(experiment, backend);
      return train(tree, experiment, backend, folder);
    }
  }

  private int train(ConfigTree tree, Experiment experiment, Backend backend, Path folder) {
    long seed = experiment.schedule().seed();
    workshop.folders().prepare(folder);
    RunRecorder recorder =
        new RunRecorder(
            folder,
            new RunRecorder.Subject(
                tree, experiment, backend, List.of(seed), workshop.plugins().jars()),
            workshop.clock());
    RunResult result = trained(experiment, backend, recorder, folder);
    recorder.results(List.of(result));
    ResultTable.lines(List.of(result)).forEach(console::say);
    console.say("report: " + recorder.report(List.of(result)));
    return result.report().status() == Status.DIVERGED ? ExitCode.DIVERGED : ExitCode.FINE;
  }

  private RunResult trained(
      Experiment experiment, Backend backend, RunRecorder recorder, Path folder) {
    VariantRunner runner = new VariantRunner(experiment, backend, workshop.listeners());
    long seed = experiment.schedule().seed();
    progress.expect(1);
    try (MetricsLog log = recorder.metrics(seed)) {
      return runner.run(
          experiment.variants().get(0),
          seed,
          log,
          (network, result) -> {
            if (result.report().status() != Status.DIVERGED) {
              ModelFile.write(folder.resolve(RunRecorder.MODEL), network.tensors());
            }
          });
    } finally {
      progress.close();
    }
  }
}
