package io.feedalign.core.checkpoint;

import io.feedalign.core.store.DiskFull;
import io.feedalign.core.store.FileContent;
import io.feedalign.core.store.IoReason;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoints of one run, {@code step-<n>} each. */
record CheckpointFolder(Disk disk, Path path) {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);
  private static final Pattern STEP = Pattern.compile("step-([0-9]{1,18})");

  /**
   * A checkpoint that cannot be used.
   *
   * @param why one line
   */
  record Skipped(long step, String why) {}

  /**
   * What was found.
   *
   * @param checkpoint the newest that is whole, if one is
   * @param skipped the newer ones
   */
  record Found(Optional<Checkpoint> checkpoint, List<Skipped> skipped) {}

  SealedFolder at(long step) {
    return new SealedFolder(disk, path.resolve("step-" + step));
  }

  boolean holds(long step) {
    return Files.exists(path.resolve("step-" + step));
  }

  /** Steps of all checkpoints, whole or not, the newest first. */
  List<Long> steps() {
    List<Long> steps = new ArrayList<>();
    for (String name : names()) {
      Matcher parts = STEP.matcher(name);
      if (parts.matches()) {
        steps.add(Long.parseLong(parts.group(1)));
      }
    }
    steps.sort(Comparator.reverseOrder());
    return steps;
  }

  /** The newest one that is whole. */
  Found newest() {
    List<Skipped> skipped = new ArrayList<>();
    for (long step : steps()) {
      try {
        return new Found(Optional.of(Checkpoint.read(path.resolve("step-" + step))), skipped);
      } catch (FaException damaged) {
        if (damaged.getCause() instanceof NewerFormat) {
          throw damaged;
        }
        skipped.add(new Skipped(step, String.valueOf(damaged.getMessage())));
      }
    }
    return new Found(Optional.empty(), skipped);
  }

  /** Adds a checkpoint, whole or not at all. */
  void add(long step, Map<String, FileContent> files) {
    try {
      disk.createFolders(path);
      at(step).write(files);
    } catch (IOException e) {
      throw DiskFull.or(e, path, OptionalLong.empty());
    }
  }

  /** Deletes all but the last ones and the best. */
  void prune(int last, long best) {
    List<Long> steps = steps();
    for (long step : steps.subList(Math.min(last, steps.size()), steps.size())) {
      if (step != best) {
        try {
          at(step).remove();
        } catch (IOException e) {
          LOG.warn("Checkpoint step-{} could not be deleted", step, e);
        }
      }
    }
  }

  /** Deletes what a crash left half written or half deleted. */
  void sweep() throws IOException {
    for (String name : names()) {
      if (SealedFolder.leftover(name)) {
        at(0).clear(path.resolve(name));
      }
    }
  }

  private List<String> names() {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw new FaException(
          ErrorKind.USER, "Cannot read '" + path + "': " + IoReason.of(e) + ".", e);
    }
  }
}
