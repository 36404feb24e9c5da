package io.feedalign.cli.command;

import io.feedalign.cli.report.AuditFile;
import io.feedalign.cli.report.HtmlReport;
import io.feedalign.cli.report.MetricsLog;
import io.feedalign.cli.report.Provenance;
import io.feedalign.cli.report.ResultsFile;
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

  /** What an earlier run may have left, and a new one in the same folder replaces. */
  private static final List<String> OWN_FILES =
      List.of(
          Provenance.NAME,
          MetricsLog.NAME,
          AuditFile.NAME,
          ResultsFile.NAME,
          HtmlReport.NAME,
          RunRecorder.EXPERIMENT,
          RunRecorder.MODEL);

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
    if (!held.isEmpty() && !held.contains(Provenance.NAME)) {
      throw FaException.user(
          "--out "
              + asked
              + " holds other things, such as '"
              + held.get(0)
              + "'. Name a new folder, an empty one, or one of an earlier run.");
    }
    return asked;
  }

  /** Creates the folder and clears what an earlier run left in it. */
  public void prepare(Path folder) {
    try {
      Files.createDirectories(folder);
      for (String file : OWN_FILES) {
        Files.deleteIfExists(folder.resolve(file));
      }
    } catch (IOException e) {
      throw DiskFull.or(e, folder, OptionalLong.empty());
    }
    clear(folder.resolve(CHECKPOINTS));
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
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw new FaException(
          ErrorKind.USER, "Cannot read '" + folder + "': " + IoReason.of(e) + ".", e);
    }
  }
}
