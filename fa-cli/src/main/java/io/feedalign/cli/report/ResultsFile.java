package io.feedalign.cli.report;

import io.feedalign.core.store.AtomicFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code results.json}: the table for programs, one object a rule and seed. */
public final class ResultsFile {

  /** Its name in a run folder. */
  public static final String NAME = "results.json";

  private ResultsFile() {}

  /** Writes the file whole or not at all. */
  public static void write(Path folder, List<RunResult> results) {
    AtomicFile.write(folder.resolve(NAME), text(results));
  }

  static String text(List<RunResult> results) {
    return Json.pretty(results.stream().map(ResultsFile::object).toList());
  }

  private static Map<String, @Nullable Object> object(RunResult result) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("rule", result.rule());
    object.put("seed", result.seed());
    object.put("epochs", result.report().epochs().size());
    Json.put(object, "test_error", result.testError());
    Json.put(object, "val_error", result.validationError());
    Json.put(object, "train_loss", result.trainLoss());
    Json.put(object, "gradient_angle", result.gradientAngle());
    Json.put(object, "images_per_second", result.imagesPerSecond());
    object.put("status", result.status());
    object.put("remark", result.report().remark());
    object.put("notes", result.report().plan().notes());
    object.put("probe_failures", result.probeFailures());
    if (!result.published().isEmpty()) {
      object.put("published", result.published().stream().map(ResultsFile::published).toList());
    }
    return object;
  }

  private static Map<String, @Nullable Object> published(PublishedError error) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("rule", error.rule());
    Json.put(object, "test_error", error.error());
    object.put("source", error.source());
    object.put("remarks", error.remarks());
    return object;
  }
}
