package io.feedalign.cli.command;

import io.feedalign.cli.config.Overrides;
import io.feedalign.core.experiment.ConfigTree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that change what an experiment is about, and where it runs. */
final class SettingOptions {

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Sets one key of the experiment, as in --set update.rate=0.05. May be repeated.")
  private List<String> assignments = new ArrayList<>();

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

  ConfigTree apply(ConfigTree tree) {
    ConfigTree changed = tree;
    if (backend != null) {
      changed = Overrides.set(changed, "backend", backend, "--backend " + backend);
    }
    if (data != null) {
      changed = Overrides.set(changed, "data", data, "--data " + data);
    }
    return Overrides.apply(changed, assignments);
  }
}
