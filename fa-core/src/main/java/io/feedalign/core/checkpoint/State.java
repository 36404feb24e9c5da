package io.feedalign.core.checkpoint;

import io.feedalign.core.run.Position;
import io.feedalign.core.store.FlatJson;
import io.feedalign.core.store.IoReason;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code state.json} of a checkpoint: how far the run is, and where it comes from.
 *
 * @param best at which step the validation error was the smallest so far, and that error
 * @param same what must not have changed
 * @param about what is only recorded
 * @param notes of who is kept along
 */
record State(
    Position position,
    Best best,
    Map<String, String> same,
    Map<String, String> about,
    Map<String, String> notes) {
  /** The version of the format that this code writes, and the newest that it reads. */
  static final long FORMAT = 1;

  static final String NAME = "state.json";

  private static final String SAME = "same.";
  private static final String ABOUT = "about.";
  private static final String NOTE = "note.";

  /**
   * The best validated moment so far.
   *
   * @param step -1 if there was none
   */
  record Best(long step, double error) {
    static final Best NONE = new Best(-1, Double.POSITIVE_INFINITY);
  }

  String text() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("format", FORMAT);
    values.put("epoch", position.epoch());
    values.put("batch", position.batch());
    values.put("step", position.step());
    values.put("loss_sum", position.lossSum());
    values.put("seconds", position.seconds());
    values.put("best_step", best.step());
    values.put("best_error", best.error());
    same.forEach((key, value) -> values.put(SAME + key, value));
    about.forEach((key, value) -> values.put(ABOUT + key, value));
    notes.forEach((key, value) -> values.put(NOTE + key, value));
    return FlatJson.text(values);
  }

  static State read(Path file) {
    Map<String, String> values = values(file);
    try {
      Position position =
          new Position(
              Integer.parseInt(value(file, values, "epoch")),
              Integer.parseInt(value(file, values, "batch")),
              Long.parseLong(value(file, values, "step")),
              Double.parseDouble(value(file, values, "loss_sum")),
              Double.parseDouble(value(file, values, "seconds")));
      String error = values.getOrDefault("best_error", "Infinity");
      Best best =
          new Best(Long.parseLong(value(file, values, "best_step")), Double.parseDouble(error));
      return new State(
          position, best, below(values, SAME), below(values, ABOUT), below(values, NOTE));
    } catch (NumberFormatException e) {
      throw new FaException(
          ErrorKind.USER, "'" + file + "' has a number that is none: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> values(Path file) {
    try {
      Map<String, String> values = FlatJson.read(file, Files.readAllBytes(file));
      String format = value(file, values, "format");
      if (!format.equals(Long.toString(FORMAT))) {
        throw new FaException(
            ErrorKind.USER,
            "'"
                + file
                + "' has format "
                + format
                + ", but this feedalign reads "
                + FORMAT
                + ". Use the version that wrote it, or a newer one.",
            new NewerFormat(format));
      }
      return values;
    } catch (IOException e) {
      throw new FaException(
          ErrorKind.USER, "Cannot read '" + file + "': " + IoReason.of(e) + ".", e);
    }
  }

  private static String value(Path file, Map<String, String> values, String key) {
    String value = values.get(key);
    if (value == null) {
      throw FaException.user("'" + file + "' lacks '" + key + "'.");
    }
    return value;
  }

  private static Map<String, String> below(Map<String, String> values, String prefix) {
    Map<String, String> below = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            below.put(key.substring(prefix.length()), value);
          }
        });
    return below;
  }
}
