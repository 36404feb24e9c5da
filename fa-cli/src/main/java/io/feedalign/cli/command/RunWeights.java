package io.feedalign.cli.command;

import io.feedalign.core.checkpoint.Checkpoint;
import io.feedalign.core.checkpoint.Checkpoints;
import io.feedalign.error.FaException;
import io.feedalign.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The weights that a run folder holds: those at its end, or those of a checkpoint.
 *
 * @param told hears which were taken, where that is not plain
 */
record RunWeights(Path run, Consumer<String> told) {

  private static final String LAST = "last";
  private static final String BEST = "best";

  /** Refuses a folder that holds none, before anything of it is read. */
  void require() {
    boolean ended = Files.isRegularFile(run.resolve(RunRecorder.MODEL));
    if (!ended && !Files.isDirectory(run.resolve(RunFolders.CHECKPOINTS))) {
      throw none();
    }
  }

  /**
   * Fills some tensors.
   *
   * @param asked {@code last}, {@code best} or {@code step-<n>}; null for those at the end, or of
   *     the last checkpoint if the run has not come so far
   */
  void fill(Map<String, Tensor> tensors, @Nullable String asked) {
    Path model = run.resolve(RunRecorder.MODEL);
    if (asked == null && Files.isRegularFile(model)) {
      ModelFile.read(model, tensors);
      return;
    }
    Checkpoint checkpoint = checkpoint(asked == null ? LAST : asked);
    told.accept("weights of " + checkpoint.folder());
    checkpoint.fill(tensors);
  }

  /** The file that holds them: at the end, or of the last checkpoint, which is proven whole. */
  Path file() {
    Path model = run.resolve(RunRecorder.MODEL);
    if (Files.isRegularFile(model)) {
      return model;
    }
    Checkpoint checkpoint = checkpoint(LAST);
    told.accept("weights of " + checkpoint.folder());
    return checkpoint.folder().resolve(RunRecorder.MODEL);
  }

  private Checkpoint checkpoint(String asked) {
    Path folder = folder();
    if (!asked.equals(LAST) && !asked.equals(BEST)) {
      if (!asked.matches("step-[0-9]+")) {
        throw FaException.user(
            "--checkpoint " + asked + " is none. Allowed: last, best, or a name such as step-500.");
      }
      return Checkpoint.read(folder.resolve(asked));
    }
    Optional<Checkpoint> newest = Checkpoints.newest(folder, told);
    if (newest.isEmpty()) {
      throw none();
    }
    return asked.equals(BEST)
        ? newest.get().best().map(Checkpoint::read).orElseThrow(this::noBest)
        : newest.get();
  }

  /** The checkpoints of the one rule that was trained. */
  private Path folder() {
    Path checkpoints = run.resolve(RunFolders.CHECKPOINTS);
    if (!Files.isDirectory(checkpoints)) {
      throw none();
    }
    try (Stream<Path> inside = Files.list(checkpoints)) {
      List<Path> turns = inside.filter(Files::isDirectory).sorted().toList();
      if (turns.size() > 1) {
        throw FaException.user(
            "'"
                + run
                + "' compares several rules, and keeps no weights of them but checkpoints. Train"
                + " one of them with fa train.");
      }
      return turns.stream().findFirst().orElseThrow(this::none);
    } catch (IOException e) {
      throw none();
    }
  }

  private FaException none() {
    return FaException.user(
        "'"
            + run
            + "' holds no "
            + RunRecorder.MODEL
            + " and no checkpoint. Name a folder that fa train or fa import wrote; a run"
            + " that diverged leaves no weights.");
  }

  private FaException noBest() {
    return FaException.user(
        "'" + run + "' has no best checkpoint yet: none was made after a validation.");
  }
}
