package io.feedalign.cli.command;

import io.feedalign.cli.report.AuditFile;
import io.feedalign.cli.report.HtmlReport;
import io.feedalign.cli.report.MetricsLog;
import io.feedalign.cli.report.Provenance;
import io.feedalign.cli.report.ResultsFile;
import io.feedalign.cli.report.SearchFile;
import io.feedalign.core.store.DiskFull;
import io.feedalign.core.store.IoReason;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chooses and prepares the folder that a run writes into. */
public final class RunFolders {

  /** The folder of checkpoints in a run folder. */
  static final String CHECKPOINTS = "checkpoints";

  /** The folder of what a search trained. */
  static final String CELLS = "cells";

  /** What an earlier run may have left, and a new one in the same folder replaces. */
  private static final List<String> OWN_FILES =
      List.of(
          SearchFile.NAME,
          MetricsLog.NAME,
          AuditFile.NAME,
          ResultsFile.NAME,
          HtmlReport.NAME,
          RunRecorder.EXPERIMENT,
          RunRecorder.MODEL,
          Provenance.NAME);

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private final Path base;
  private final Clock clock;

  /** Folders below a base, named by time. */
  public RunFolders(Path base, Clock clock) {
    this.base = base;
    this.clock = clock;
  }

  /**
   * The folder asked for, or a new one named by experiment and time. Nothing is created yet.
   *
   * @throws FaException (USER) if it holds something that is no run
   */
  public Path choose(@Nullable Path asked, String name) {
    if (asked == null) {
      return unused(name.replaceAll("[^A-Za-z0-9._-]+", "-"));
    }
    if (Files.exists(asked) && !Files.isDirectory(asked)) {
      throw FaException.user("--out " + asked + " is a file. Name a folder.");
    }
    List<String> held = names(asked);
    if (!held.isEmpty() && !held.contains(Provenance.NAME) && !held.contains(SearchFile.NAME)) {
      throw FaException.user(
          "--out "
              + asked
              + " holds other things, such as '"
              + held.get(0)
              + "'. Name a new folder, an empty one, or one of an earlier run.");
    }
    return asked;
  }

  /**
   * Clears what an earlier run left in the folder.
   *
   * @param overwrite whether it may be one that could still go on
   */
  void prepare(Path folder, boolean overwrite) {
    requireReplaceable(folder, overwrite);
    clear(folder.resolve(CHECKPOINTS));
    clear(folder.resolve(CELLS));
    delete(folder, OWN_FILES);
  }

  /** Clears a folder for a search, but for what the same search has trained already. */
  void prepareSearch(Path folder, boolean overwrite) {
    if (overwrite) {
      prepare(folder, true);
    }
    requireSearch(folder, overwrite);
    delete(folder, List.of(HtmlReport.NAME, RunRecorder.EXPERIMENT));
  }

  /** Refuses to replace a run that could still go on, and a search. */
  void requireReplaceable(Path folder, boolean overwrite) {
    if (overwrite) {
      return;
    }
    if (isSearch(folder)) {
      throw FaException.user(
          "'"
              + folder
              + "' holds a search of rates. Name another folder, or replace it with --overwrite.");
    }
    boolean begun = Files.exists(folder.resolve(CHECKPOINTS).resolve(RunOrigin.NAME));
    if (begun && !Files.exists(folder.resolve(HtmlReport.NAME))) {
      throw FaException.user(
          "'"
              + folder
              + "' holds a run that has not ended. Go on with it: fa resume "
              + folder
              + ". Or replace it with --overwrite.");
    }
  }

  /** Refuses to search where something else was run. */
  void requireSearch(Path folder, boolean overwrite) {
    if (!overwrite && Files.exists(folder.resolve(Provenance.NAME)) && !isSearch(folder)) {
      throw FaException.user(
          "'"
              + folder
              + "' holds a run, but no search. Name another folder, or replace it with"
              + " --overwrite.");
    }
  }

  /** Deletes the checkpoints of a turn that is over. */
  void clearCheckpoints(Path turn) {
    for (String name : names(turn)) {
      if (name.matches("(damaged-)?step-[0-9]+")) {
        clear(turn.resolve(name));
      }
    }
  }

  private static boolean isSearch(Path folder) {
    return Files.exists(folder.resolve(SearchFile.NAME));
  }

  /** Whether a folder is there and holds anything at all. */
  static boolean holdsSomething(Path folder) {
    return !names(folder).isEmpty();
  }

  private static void delete(Path folder, List<String> files) {
    try {
      for (String file : files) {
        Files.deleteIfExists(folder.resolve(file));
      }
    } catch (IOException e) {
      throw DiskFull.or(e, folder, OptionalLong.empty());
    }
  }

  /** Deletes a folder with all that is in it, if it is there. */
  void clear(Path folder) {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw DiskFull.or(e, folder, OptionalLong.empty());
    }
  }

  private Path unused(String name) {
    String stamped = name + "-" + STAMP.format(ZonedDateTime.now(clock));
    Path folder = base.resolve(stamped);
    for (int i = 2; Files.exists(folder); i++) {
      folder = base.resolve(stamped + "-" + i);
    }
    return folder;
  }

  private static List<String> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !name.equals(RunLock.NAME))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new FaException(
          ErrorKind.USER, "Cannot read '" + folder + "': " + IoReason.of(e) + ".", e);
    }
  }
}
