package io.feedalign.cli.config;

import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.error.FaException;
import io.feedalign.spi.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The experiments that ship with the command, by name; a path to one's own serves as well. */
public final class Recipes {

  /** Every name that ships. */
  public static final List<String> NAMES = List.of("quickstart", "lenet-fashion");

  private static final String FOLDER = "/io/feedalign/cli/recipes/";

  private final YamlConfigReader reader;

  /** Recipes read by a reader. */
  public Recipes(YamlConfigReader reader) {
    this.reader = reader;
  }

  /** The recipe of a name, or the file at a path. */
  public ConfigTree open(String nameOrPath) {
    if (NAMES.contains(nameOrPath)) {
      return reader.read(nameOrPath + ".yaml", shipped(nameOrPath));
    }
    boolean path = nameOrPath.contains("/") || nameOrPath.matches(".*\\.ya?ml");
    if (path || Files.exists(Path.of(nameOrPath))) {
      return reader.read(Path.of(nameOrPath));
    }
    throw FaException.user(
        "Unknown recipe '"
            + nameOrPath
            + "'. Available: "
            + String.join(", ", NAMES)
            + ", or the path of a YAML file."
            + NearestName.hint(nameOrPath, NAMES));
  }

  private static byte[] shipped(String name) {
    try (InputStream stream = Recipes.class.getResourceAsStream(FOLDER + name + ".yaml")) {
      if (stream == null) {
        throw FaException.internal("The recipe '" + name + "' is missing in fa-cli.");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
