package io.feedalign.datasets.store;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The folder in which data sets lie on this machine, each in a folder of its own name.
 *
 * <p>A data set is there whole, every file checked by SHA-256, or not at all.
 *
 * @param root the folder
 */
public record DataStore(Path root) {
  /** The environment variable that names another root. */
  public static final String VARIABLE = "FEEDALIGN_DATA";

  private static final long MEGABYTE = 1_000_000;
  private static final String REMEDY =
      "Make room, or name another folder in the environment variable " + VARIABLE + ".";

  /** The folder that {@value #VARIABLE} names, otherwise {@code ~/.cache/feedalign/data}. */
  public static DataStore of(Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "");
    return new DataStore(
        named.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache", "feedalign", "data")
            : Path.of(named).toAbsolutePath());
  }

  /** The folder of a data set, whether it is there or not. */
  public Path folder(PublishedFiles published) {
    return root.resolve(published.dataset());
  }

  /** Where a file lies, plain or gzipped; empty if it does not. */
  public Optional<Path> find(PublishedFiles published, KnownFile file) {
    Path plain = folder(published).resolve(file.name());
    Path packed = folder(published).resolve(file.name() + ".gz");
    return Files.isRegularFile(plain)
        ? Optional.of(plain)
        : Optional.of(packed).filter(Files::isRegularFile);
  }

  /** Everything that keeps a data set from being the published one; empty if it is sound. */
  public List<String> problems(PublishedFiles published) {
    List<String> problems = new ArrayList<>();
    for (KnownFile file : published.files()) {
      Optional<Path> path = find(published, file);
      if (path.isEmpty()) {
        problems.add(folder(published).resolve(file.name()) + " is missing");
      } else {
        Digests.problem(path.get(), file).ifPresent(what -> problems.add(path.get() + " " + what));
      }
    }
    return problems;
  }

  /**
   * Makes a data set be there: does nothing if it is sound, otherwise tries its origins in order.
   *
   * @param progress is told, a sentence at a time, what happens
   * @throws FaException if no origin served, naming each and why, or if the disk refused
   */
  public void get(PublishedFiles published, Consumer<String> progress) {
    Path lock = root.resolve("." + published.dataset() + ".lock");
    try {
      Files.createDirectories(root);
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.tryLock()) {
        if (held == null) {
          throw busy(published);
        }
        getAlone(published, progress);
      }
    } catch (OverlappingFileLockException e) {
      throw busy(published);
    } catch (IOException e) {
      throw refused(published, e);
    }
  }

  private void getAlone(PublishedFiles published, Consumer<String> progress) throws IOException {
    if (problems(published).isEmpty()) {
      progress.accept(published.dataset() + " is already in " + folder(published) + ".");
      return;
    }
    checkSpace(published);
    new Acquisition(published, new AtomicFolder(folder(published)), progress).run();
    progress.accept(published.dataset() + " is in " + folder(published) + ".");
  }

  private static FaException busy(PublishedFiles published) {
    return FaException.user(
        "Another process is getting '"
            + published.dataset()
            + "' right now. Wait until it is done.");
  }

  private void checkSpace(PublishedFiles published) throws IOException {
    long free = Files.getFileStore(root).getUsableSpace();
    if (free < needed(published)) {
      throw FaException.resources(
          "Data set '"
              + published.dataset()
              + "' needs "
              + needed(published) / MEGABYTE
              + " MB while it is fetched, but "
              + root
              + " has "
              + free / MEGABYTE
              + " MB left. "
              + REMEDY);
    }
  }

  /** A package, what is unpacked from it, and a damaged data set that is there until the end. */
  private static long needed(PublishedFiles published) {
    return 3 * published.files().stream().mapToLong(KnownFile::bytes).sum();
  }

  private FaException refused(PublishedFiles published, IOException cause) {
    String message =
        "Data set '"
            + published.dataset()
            + "' cannot be written to "
            + root
            + ": "
            + cause.getClass().getSimpleName()
            + ", "
            + cause.getMessage()
            + ". "
            + REMEDY;
    return new FaException(ErrorKind.RESOURCES, message, cause);
  }

  /** The names of a data set's files, as a list to read. */
  static String names(PublishedFiles published) {
    return published.files().stream().map(KnownFile::name).collect(Collectors.joining(", "));
  }
}
