package io.feedalign.cli.command;

import io.feedalign.cli.config.Overrides;
import io.feedalign.core.experiment.ConfigTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that change an experiment from the command line. */
final class ExperimentOptions {

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Sets one key of the experiment, as in --set update.rate=0.05. May be repeated.")
  private List<String> assignments = new ArrayList<>();

  @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training images.")
  private @Nullable Integer epochs;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "Where to run: auto takes the best one there is; see fa doctor.")
  private @Nullable String backend;

  @Option(
      names = "--data",
      paramLabel = "NAME",
      description = "Another data set; see fa data list.")
  private @Nullable String data;

  @Option(
      names = "--probe-every",
      paramLabel = "N",
      description =
          "Takes the measures each so many steps as well as after each epoch; or 'epoch'.")
  private @Nullable String probeEvery;

  ConfigTree apply(ConfigTree tree) {
    ConfigTree changed = tree;
    if (epochs != null) {
      changed = Overrides.set(changed, "epochs", epochs, "--epochs " + epochs);
    }
    if (backend != null) {
      changed = Overrides.set(changed, "backend", backend, "--backend " + backend);
    }
    if (data != null) {
      changed = Overrides.set(changed, "data", data, "--data " + data);
    }
    if (probeEvery != null) {
      changed = probing(changed, probeEvery);
    }
    return Overrides.apply(changed, assignments);
  }

  /** The cadence that probes share; a plain list of them becomes a map that has one. */
  private static ConfigTree probing(ConfigTree tree, String every) {
    String source = "--probe-every " + every;
    ConfigTree changed = tree;
    if (tree.values().get("probes") instanceof List<?> list) {
      changed = Overrides.set(tree, "probes", Map.of("use", list), source);
    }
    return Overrides.set(changed, "probes.every", Overrides.value(every, source), source);
  }
}
