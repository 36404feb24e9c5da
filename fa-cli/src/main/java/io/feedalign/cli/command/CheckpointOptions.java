package io.feedalign.cli.command;

import io.feedalign.cli.config.Overrides;
import io.feedalign.core.experiment.ConfigTree;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say how often a run is kept. */
final class CheckpointOptions {

  @Option(
      names = "--checkpoint-every",
      paramLabel = "HOW-OFTEN",
      description = "Steps such as 500, a time such as 10m (the default), epoch, or never.")
  private @Nullable String every;

  @Option(
      names = "--checkpoint-keep",
      paramLabel = "N",
      description = "How many of the last checkpoints stay beside the best; 2 by default.")
  private @Nullable Integer keep;

  ConfigTree apply(ConfigTree tree) {
    ConfigTree changed = tree;
    if (every != null) {
      changed = Overrides.set(changed, "checkpoint.every", every, "--checkpoint-every " + every);
    }
    if (keep != null) {
      changed = Overrides.set(changed, "checkpoint.keep", keep, "--checkpoint-keep " + keep);
    }
    return changed;
  }
}
