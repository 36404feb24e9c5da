package io.feedalign.cli.command;

import io.feedalign.backend.Backend;
import io.feedalign.cli.config.Recipes;
import io.feedalign.cli.config.YamlConfigReader;
import io.feedalign.cli.report.Console;
import io.feedalign.cli.report.Published;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.core.experiment.ExperimentAssembler;
import io.feedalign.core.experiment.Variant;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.data.Split;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.train.RunListener;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;

/**
 * What every command that runs experiments works with.
 *
 * @param listeners told about every run
 */
public record Workshop(
    Plugins plugins,
    YamlConfigReader reader,
    RunFolders folders,
    Clock clock,
    Console console,
    Set<RunListener> listeners) {

  /** Takes a run folder for this process alone. */
  RunLock lock(Path folder) {
    return RunLock.take(folder, console::note);
  }

  ExperimentAssembler assembler() {
    return new ExperimentAssembler(plugins);
  }

  /**
   * Compiles every variant without taking memory, so that whatever cannot run is refused before
   * anything is written. A variant whose plugin fails is refused only if it is the only one.
   */
  void requireSound(Experiment experiment, Backend backend) {
    int images = experiment.data().size(Split.TRAIN);
    int batch = experiment.schedule().batch();
    if (images < batch) {
      throw FaException.user(
          "Data set '"
              + experiment.data().name()
              + "' has "
              + images
              + " training images, fewer than"
              + " one batch of "
              + batch
              + ". Use a smaller batch.");
    }
    for (Variant variant : experiment.variants()) {
      try {
        experiment
            .compiler(backend, variant, experiment.schedule().seed())
            .plan(experiment.network());
      } catch (FaException failure) {
        if (failure.kind() != ErrorKind.PLUGIN || experiment.variants().size() == 1) {
          throw failure;
        }
      }
    }
  }

  /** What others published for the recipe of that name, if {@code published} asks for it. */
  Published published(ConfigTree tree, Experiment experiment) {
    if (!Boolean.TRUE.equals(tree.values().get("published"))) {
      return Published.NONE;
    }
    Published known = Published.of(new Recipes(reader).published(), experiment.name());
    if (known.errors().isEmpty()) {
      console.note("No published numbers are known for '" + experiment.name() + "'.");
    }
    return known;
  }

  /** Says in two lines what is about to run, and where. */
  void introduce(Experiment experiment, Backend backend) {
    console.note(experiment.network().name() + " on " + experiment.data().description());
    console.note(experiment.backend().reason() + ": " + backend.description());
  }
}
