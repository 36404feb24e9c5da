package io.feedalign.core.checkpoint;

import io.feedalign.core.store.FileContent;
import io.feedalign.core.store.FlatJson;
import io.feedalign.core.store.IoReason;
import io.feedalign.core.store.Safetensors;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.train.RunPlan;
import io.feedalign.train.RunReport;
import io.feedalign.train.Score;
import io.feedalign.train.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a run ended, kept beside its checkpoints, so that it is never run again.
 *
 * @param report all that it reported
 * @param note of its companion
 */
public record Outcome(RunReport report, Map<String, String> note) {
  private static final String NAME = "outcome";
  private static final String HISTORY = "history.safetensors";
  private static final String FACTS = "outcome.json";
  private static final String NOTE = "note.";
  private static final String PLAN_NOTE = "plan_note.";

  /** Copies the map. */
  public Outcome {
    note = Map.copyOf(note);
  }

  /** Writes it into the folder of the run's checkpoints, whole or not at all. */
  public void write(Path folder) {
    Map<String, FileContent> files = new LinkedHashMap<>();
    files.put(HISTORY, Safetensors.content(new History(report.epochs(), report.probes()).file()));
    files.put(FACTS, FileContent.of(FlatJson.text(facts())));
    SealedFolder sealed = new SealedFolder(new NioDisk(), folder.resolve(NAME));
    try {
      Files.createDirectories(folder);
      sealed.clear(folder.resolve(NAME));
    } catch (IOException e) {
      throw new FaException(
          ErrorKind.RESOURCES, "Cannot write '" + folder + "': " + IoReason.of(e) + ".", e);
    }
    sealed.write(files);
  }

  private Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("format", State.FORMAT);
    facts.put("label", report.plan().label());
    facts.put("status", report.status().name());
    facts.put("remark", report.remark());
    facts.put("epochs", report.plan().epochs());
    facts.put("steps_per_epoch", report.plan().stepsPerEpoch());
    facts.put("batch", report.plan().batch());
    report
        .test()
        .ifPresent(
            test -> {
              facts.put("test_images", test.images());
              facts.put("test_loss", test.loss());
              facts.put("test_error", test.error());
              facts.put("test_top5_error", test.top5Error());
            });
    List<String> notes = report.plan().notes();
    for (int i = 0; i < notes.size(); i++) {
      facts.put(PLAN_NOTE + i, notes.get(i));
    }
    note.forEach((key, value) -> facts.put(NOTE + key, value));
    return facts;
  }

  /** The outcome in a folder of checkpoints, if it is there and whole; damage is told. */
  public static Optional<Outcome> read(Path folder, Consumer<String> told) {
    Path place = folder.resolve(NAME);
    if (!Files.isDirectory(place)) {
      return Optional.empty();
    }
    try {
      Map<String, Path> files = new SealedFolder(new NioDisk(), place).open();
      Path facts = files.getOrDefault(FACTS, place.resolve(FACTS));
      Path history = files.getOrDefault(HISTORY, place.resolve(HISTORY));
      return Optional.of(
          read(
              FlatJson.read(facts, Files.readAllBytes(facts)),
              History.of(Safetensors.read(history))));
    } catch (FaException damaged) {
      told.accept("an outcome was skipped: " + damaged.getMessage());
      return Optional.empty();
    } catch (IOException | IllegalArgumentException damaged) {
      told.accept("an outcome was skipped: '" + place + "': " + damaged.getMessage());
      return Optional.empty();
    }
  }

  private static Outcome read(Map<String, String> facts, History history) {
    RunPlan plan =
        new RunPlan(
            facts.getOrDefault("label", ""),
            whole(facts, "epochs"),
            whole(facts, "steps_per_epoch"),
            whole(facts, "batch"),
            notes(facts));
    Optional<Score> test =
        facts.containsKey("test_images")
            ? Optional.of(
                new Score(
                    real(facts, "test_loss"),
                    real(facts, "test_error"),
                    real(facts, "test_top5_error"),
                    whole(facts, "test_images")))
            : Optional.empty();
    Status status = Status.valueOf(facts.getOrDefault("status", ""));
    String remark = facts.getOrDefault("remark", "");
    Map<String, String> note = new LinkedHashMap<>();
    facts.forEach(
        (key, value) -> {
          if (key.startsWith(NOTE)) {
            note.put(key.substring(NOTE.length()), value);
          }
        });
    return new Outcome(
        new RunReport(plan, status, history.epochs(), test, remark, history.probes()), note);
  }

  private static List<String> notes(Map<String, String> facts) {
    List<String> notes = new ArrayList<>();
    for (String note = facts.get(PLAN_NOTE + 0);
        note != null;
        note = facts.get(PLAN_NOTE + notes.size())) {
      notes.add(note);
    }
    return notes;
  }

  private static int whole(Map<String, String> facts, String key) {
    return Integer.parseInt(facts.getOrDefault(key, ""));
  }

  /** What was not finite was not written. */
  private static double real(Map<String, String> facts, String key) {
    return Double.parseDouble(facts.getOrDefault(key, "NaN"));
  }
}
