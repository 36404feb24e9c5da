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
import java.util.Map;
import java.util.stream.Stream;

/** The experiments that ship with the command, by name; a path to one's own serves as well. */
public final class Recipes {

  /** Every name that ships. */
  public static final List<String> NAMES =
      List.of(
          "quickstart",
          "lenet-fashion",
          "cifar10-lenet-20",
          "cifar10-resnet20-30",
          "cifar10-arch1",
          "imagenet-alexnet",
          "biotorch-cifar10-lenet",
          "biotorch-cifar10-lenet-adam",
          "biotorch-cifar10-resnet20",
          "biotorch-cifar10-resnet20-adam",
          "biotorch-imagenet-resnet18",
          "xiao-imagenet-alexnet");

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

  /** What backends are compared on: small nets that have every layer, without a rule. */
  public List<ConfigTree> parity() {
    return Stream.of("parity-convolutional", "parity-residual")
        .map(name -> reader.read(name + ".yaml", shipped(name)))
        .toList();
  }

  /** The test errors that others published, as the file of them says. */
  public Map<String, Object> published() {
    return reader.read("published.yaml", shipped("published")).values();
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
