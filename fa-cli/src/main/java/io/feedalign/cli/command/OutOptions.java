package io.feedalign.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that name the folder a run writes into. */
final class OutOptions {

  @Option(names = "--out", paramLabel = "DIR", description = "Folder of the run.")
  private @Nullable Path out;

  @Option(
      names = "--overwrite",
      description = "Replaces what the folder holds, even a run that could still go on.")
  private boolean overwrite;

  boolean overwrite() {
    return overwrite;
  }

  /** The folder of a new run; refused if what it holds must not be replaced. */
  Path forRun(Workshop workshop, String name) {
    Path folder = workshop.folders().choose(out, name);
    if (RunFolders.holdsSomething(folder)) {
      try (RunLock lock = workshop.lock(folder)) {
        workshop.folders().requireReplaceable(folder, overwrite);
      }
    }
    return folder;
  }

  /** The folder of a search, which may hold a part of it. */
  Path forSearch(Workshop workshop, String name) {
    Path folder = workshop.folders().choose(out, name + "-search");
    if (RunFolders.holdsSomething(folder)) {
      try (RunLock lock = workshop.lock(folder)) {
        workshop.folders().requireSearch(folder, overwrite);
      }
    }
    return folder;
  }
}
