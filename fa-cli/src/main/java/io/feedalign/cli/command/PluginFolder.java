package io.feedalign.cli.command;

import io.feedalign.cli.report.Provenance;
import io.feedalign.core.store.IoReason;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one folder from which plugin jars are taken. A run folder is data, perhaps somebody else's:
 * code is never loaded from there.
 *
 * @param path of the folder
 * @param source how it was named, such as {@code --plugins}; empty for the default
 */
public record PluginFolder(Path path, String source) {

  /** The environment's word for it. */
  public static final String VARIABLE = "FEEDALIGN_PLUGINS";

  private static final Path DEFAULT = Path.of("plugins");

  /** The folder of the command line, else of the environment, else {@code plugins/}. */
  public static PluginFolder of(GlobalOptions options, Optional<String> environment) {
    return options
        .plugins()
        .map(path -> new PluginFolder(path, GlobalOptions.PLUGINS))
        .or(
            () ->
                environment.map(
                    path -> new PluginFolder(GlobalOptions.path(VARIABLE, path), VARIABLE)))
        .orElseGet(() -> new PluginFolder(DEFAULT, ""));
  }

  /**
   * Its jars by name; none if nobody named the folder and there is none.
   *
   * @throws FaException (USER) if the folder was named and is none, or belongs to a run
   */
  public List<Path> jars() {
    if (!Files.isDirectory(path)) {
      if (source.isEmpty()) {
        return List.of();
      }
      throw FaException.user(source + " " + path + " is no folder. Name one that holds jars.");
    }
    List<Path> jars = listed();
    if (!jars.isEmpty() && ofRun()) {
      throw FaException.user(
          "'"
              + path
              + "' belongs to a run, and code is never loaded from there. Move the jars elsewhere"
              + " and name their folder with "
              + GlobalOptions.PLUGINS
              + ".");
    }
    return jars;
  }

  private boolean ofRun() {
    Path folder = path.toAbsolutePath().normalize();
    return Stream.of(folder, folder.resolve(".."))
        .anyMatch(place -> Files.exists(place.resolve(Provenance.NAME)));
  }

  private List<Path> listed() {
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new FaException(
          ErrorKind.USER, "Cannot read '" + path + "': " + IoReason.of(e) + ".", e);
    }
  }
}
