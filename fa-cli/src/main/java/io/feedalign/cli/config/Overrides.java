package io.feedalign.cli.config;

import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.error.FaException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of the command line laid over those of a file: {@code --set rule.magnitude=sn}. */
public final class Overrides {

  private Overrides() {}

  /** The tree with each {@code key=value} in force, in their order. */
  public static ConfigTree apply(ConfigTree tree, List<String> assignments) {
    ConfigTree changed = tree;
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw FaException.user(
            "--set " + assignment + " is no key=value, as in --set update.rate=0.05.");
      }
      String key = assignment.substring(0, equals).strip();
      String source = "--set " + assignment;
      changed = set(changed, key, value(assignment.substring(equals + 1), source), source);
    }
    return changed;
  }

  /** The tree with one value changed or added; mistakes in it will name the source. */
  public static ConfigTree set(ConfigTree tree, String key, Object value, String source) {
    Map<String, String> locations = new LinkedHashMap<>(tree.locations());
    locations.keySet().removeIf(path -> path.startsWith(key + ".") || path.startsWith(key + "["));
    locations.put(key, source);
    return new ConfigTree(TreePath.parse(key).with(tree.values(), value), locations);
  }

  /** Reads a value as it would be read behind its key in a file. */
  public static Object value(String text, String source) {
    byte[] file = ("value: " + text.strip()).getBytes(StandardCharsets.UTF_8);
    Object value = new YamlConfigReader().read(source, file).values().get("value");
    if (value == null) {
      throw FaException.user(source + ": the value is missing.");
    }
    return value;
  }
}
