package io.feedalign.cli.command;

import io.feedalign.error.FaException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What has to be known before there are commands: they are made of plugins.
 *
 * @param plugins folder of plugin jars, if one was named
 * @param debug whether to show stack traces
 */
public record GlobalOptions(Optional<Path> plugins, boolean debug) {

  /** Names a folder of plugin jars. */
  public static final String PLUGINS = "--plugins";

  /** Shows stack traces. */
  public static final String DEBUG = "--debug";

  /** Nothing named. */
  public static final GlobalOptions NONE = new GlobalOptions(Optional.empty(), false);

  /** Reads the two options anywhere among the arguments; the rest is the commands' business. */
  public static GlobalOptions of(String... arguments) {
    GlobalOptions found = NONE;
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals(DEBUG)) {
        found = new GlobalOptions(found.plugins, true);
      } else if (arguments[i].equals(PLUGINS) && i + 1 < arguments.length) {
        found = found.withPlugins(arguments[++i]);
      } else if (arguments[i].startsWith(PLUGINS + "=")) {
        found = found.withPlugins(arguments[i].substring(PLUGINS.length() + 1));
      }
    }
    return found;
  }

  private GlobalOptions withPlugins(String folder) {
    return new GlobalOptions(Optional.of(path(PLUGINS, folder)), debug);
  }

  static Path path(String source, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw FaException.user(source + " names no folder: " + e.getMessage() + ".");
    }
  }
}
