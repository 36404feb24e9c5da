package io.feedalign.cli.command;

import io.feedalign.cli.config.Overrides;
import io.feedalign.core.experiment.ConfigTree;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that change an experiment from the command line, and how long it lasts. */
final class ExperimentOptions {

  @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training images.")
  private @Nullable Integer epochs;

  @Option(
      names = "--probe-every",
      paramLabel = "N",
      description =
          "Takes the measures each so many steps as well as after each epoch; or 'epoch'.")
  private @Nullable String probeEvery;

  @Mixin private SettingOptions settings = new SettingOptions();

  ConfigTree apply(ConfigTree tree) {
    ConfigTree changed = tree;
    if (epochs != null) {
      changed = Overrides.set(changed, "epochs", epochs, "--epochs " + epochs);
    }
    if (probeEvery != null) {
      changed = probing(changed, probeEvery);
    }
    return settings.apply(changed);
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
