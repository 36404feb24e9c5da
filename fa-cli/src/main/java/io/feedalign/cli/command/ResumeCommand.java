package io.feedalign.cli.command;

import io.feedalign.backend.Backend;
import io.feedalign.cli.config.Overrides;
import io.feedalign.cli.report.Console;
import io.feedalign.cli.report.Progress;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.spi.BackendProvider;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fa resume}: goes on with a run that was interrupted or killed. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = {
      "Goes on with a run from its newest checkpoint that is whole, to the same bits as if it had",
      "never stopped. What fa compare had finished is not run again.",
      "Refused if the experiment, the data, a plugin, the backend or its threads have changed."
    },
    footer = {"", "Example:", "  fa resume runs/lenet-20261123-140000"})
public final class ResumeCommand implements Callable<Integer> {

  private final Workshop workshop;
  private final Progress progress;
  private final Console console;

  @Parameters(paramLabel = "RUN", description = "A folder that fa train or fa compare wrote.")
  private Path run = Path.of(".");

  /** Made by the wiring. */
  public ResumeCommand(Workshop workshop, Progress progress, Console console) {
    this.workshop = workshop;
    this.progress = progress;
    this.console = console;
  }

  @Override
  public Integer call() {
    RunOrigin origin = RunOrigin.read(run);
    ConfigTree tree = workshop.reader().read(run.resolve(RunRecorder.EXPERIMENT));
    Experiment experiment = workshop.assembler().assemble(onSameBackend(tree, origin));
    try (Backend backend = experiment.backend().open()) {
      console.note("going on with " + run);
      workshop.introduce(experiment, backend);
      Campaign.Order order = new Campaign.Order(tree, experiment, origin.seeds(), origin.alone());
      return new Campaign(workshop, progress, order, run, backend).goOn(origin);
    }
  }

  /** What was chosen by itself then is chosen by name now; bits depend on it and its threads. */
  private ConfigTree onSameBackend(ConfigTree tree, RunOrigin origin) {
    String name = String.valueOf(origin.facts().get(RunOrigin.BACKEND));
    Map<String, Object> backend = new LinkedHashMap<>();
    if (tree.values().get("backend") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> backend.put(String.valueOf(key), value));
    }
    backend.put("name", name);
    boolean threaded =
        workshop.plugins().backends().find(name).map(ResumeCommand::threaded).orElse(false);
    if (threaded) {
      backend.put(
          RunOrigin.THREADS, Long.parseLong(origin.facts().getOrDefault(RunOrigin.THREADS, "0")));
    }
    return Overrides.set(tree, "backend", backend, RunOrigin.NAME);
  }

  private static boolean threaded(BackendProvider provider) {
    return provider.settings().entries().stream()
        .anyMatch(setting -> setting.key().equals(RunOrigin.THREADS));
  }
}
