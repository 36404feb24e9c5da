package io.feedalign.cli.report;

import io.feedalign.core.store.AtomicFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where numbers come from: everything that one would need to get them again.
 *
 * @param facts such as backend, threads, seed and versions, in the order in which they are shown
 * @param experiment the experiment's values as they were run
 */
public record Provenance(Map<String, Object> facts, Map<String, Object> experiment) {

  /** Its name in a run folder. */
  public static final String NAME = "run.json";

  private static final String RESUMED = "resumed";
  private static final String SKIPPED = "skipped images";

  /** Copies both maps. */
  public Provenance {
    facts = new LinkedHashMap<>(facts);
    experiment = new LinkedHashMap<>(experiment);
  }

  /**
   * The same with the date that a run folder records, and one more time at which the run went on.
   */
  public Provenance continuing(Path folder, String now) {
    Map<String, Object> before = Json.object(folder.resolve(NAME));
    Map<String, Object> all = new LinkedHashMap<>(facts);
    Object date = before.get("date");
    if (date != null) {
      all.put("date", date);
    }
    Object skipped = before.get(SKIPPED);
    if (skipped != null) {
      all.put(SKIPPED, skipped);
    }
    List<Object> times = new ArrayList<>();
    if (before.get(RESUMED) instanceof List<?> earlier) {
      times.addAll(earlier);
    }
    times.add(now);
    all.put(RESUMED, times);
    return new Provenance(all, experiment);
  }

  /** The same with sentences about damaged images that were left out, beside those it has. */
  public Provenance leavingOut(List<String> images) {
    if (images.isEmpty()) {
      return this;
    }
    Set<Object> all = new LinkedHashSet<>();
    if (facts.get(SKIPPED) instanceof List<?> earlier) {
      all.addAll(earlier);
    }
    all.addAll(images);
    Map<String, Object> more = new LinkedHashMap<>(facts);
    more.put(SKIPPED, List.copyOf(all));
    return new Provenance(more, experiment);
  }

  /** Writes {@code run.json} whole or not at all. */
  public void write(Path folder) {
    Map<String, Object> run = new LinkedHashMap<>(facts);
    run.put("experiment", experiment);
    AtomicFile.write(folder.resolve(NAME), Json.pretty(run));
  }

  String experimentText() {
    return Json.pretty(experiment);
  }
}
