package io.feedalign.cli.report;

import io.feedalign.core.checkpoint.Companion;
import io.feedalign.core.store.DiskFull;
import io.feedalign.error.FaException;
import io.feedalign.train.EpochReport;
import io.feedalign.train.Measure;
import io.feedalign.train.ProbeFailure;
import io.feedalign.train.ProbeReport;
import io.feedalign.train.RunListener;
import io.feedalign.train.RunPlan;
import io.feedalign.train.RunReport;
import io.feedalign.train.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * {@code metrics.jsonl}: one line after each epoch, on disk before the next one starts, and one
 * whenever measures were taken within it.
 */
public final class MetricsLog implements RunListener, Companion, AutoCloseable {

  /** Its name in a run folder. */
  public static final String NAME = "metrics.jsonl";

  private static final String BYTES = "metrics_bytes";

  private final Path file;
  private final FileChannel channel;
  private final long seed;
  private final long start;
  private String label = "";
  private int stepsPerEpoch = 1;
  private boolean goingOn;
  private @Nullable FaException failure;

  private MetricsLog(Path file, FileChannel channel, long seed, long start) {
    this.file = file;
    this.channel = channel;
    this.seed = seed;
    this.start = start;
  }

  /** A log in a run folder, continued if it is there. */
  public static MetricsLog in(Path folder, long seed) {
    Path file = folder.resolve(NAME);
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return new MetricsLog(file, channel, seed, channel.size());
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** The log of a run whose lines start so many bytes behind the start of the file. */
  public static MetricsLog in(Path folder, long seed, long start) {
    MetricsLog log = in(folder, seed);
    return new MetricsLog(log.file, log.channel, seed, start);
  }

  /** How long the log was when a note was made. */
  public static long bytes(Map<String, String> note) {
    String bytes = note.getOrDefault(BYTES, "");
    if (!bytes.matches("[0-9]{1,18}")) {
      throw FaException.user("A checkpoint does not say how long " + NAME + " was.");
    }
    return Long.parseLong(bytes);
  }

  @Override
  public Map<String, String> note() {
    if (failure != null) {
      throw failure;
    }
    try {
      return Map.of(BYTES, Long.toString(channel.size()));
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** Drops every line, and every part of one, that was written later. */
  @Override
  public void goOn(Map<String, String> note) {
    goingOn = !note.isEmpty();
    long bytes = goingOn ? bytes(note) : start;
    try {
      if (channel.size() < bytes) {
        throw FaException.user(
            "'"
                + file
                + "' has "
                + channel.size()
                + " bytes, but had "
                + bytes
                + " when the run was kept. Restore it, or start a new run.");
      }
      channel.truncate(bytes);
      channel.force(true);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  @Override
  public void runStarted(RunPlan plan) {
    label = plan.label();
    stepsPerEpoch = plan.stepsPerEpoch();
    // A run that goes on has noted them already.
    for (String note : goingOn ? List.<String>of() : plan.notes()) {
      Map<String, @Nullable Object> line = line();
      line.put("note", note);
      append(line);
    }
  }

  @Override
  public void measured(ProbeReport taken) {
    for (ProbeFailure failure : taken.failures()) {
      Map<String, @Nullable Object> line = at(taken.epoch(), taken.step());
      Map<String, Object> failed = new LinkedHashMap<>();
      failed.put("probe", failure.probe());
      failed.put("path", failure.path());
      failed.put("reason", failure.reason());
      line.put("probe_failed", failed);
      append(line);
    }
    // What was taken after an epoch stands in the epoch's own line.
    if (taken.step() % stepsPerEpoch != 0) {
      Map<String, @Nullable Object> line = at(taken.epoch(), taken.step());
      line.put("measures", measures(taken.measures()));
      append(line);
    }
  }

  private Map<String, @Nullable Object> line() {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("rule", label);
    line.put("seed", seed);
    return line;
  }

  private Map<String, @Nullable Object> at(int epoch, long step) {
    Map<String, @Nullable Object> line = line();
    line.put("epoch", epoch);
    line.put("step", step);
    return line;
  }

  @Override
  public void epochFinished(EpochReport epoch) {
    Map<String, @Nullable Object> line = at(epoch.epoch(), (epoch.epoch() + 1L) * stepsPerEpoch);
    Json.put(line, "train_loss", epoch.trainLoss());
    Json.put(line, "val_loss", epoch.validation().loss());
    Json.put(line, "val_error", 100 * epoch.validation().error());
    Json.put(line, "images_per_second", epoch.imagesPerSecond());
    line.put("measures", measures(epoch.measures()));
    append(line);
  }

  @Override
  public void runFinished(RunReport report) {
    if (report.status() == Status.INTERRUPTED) {
      return; // It goes on: another process writes its last line.
    }
    Map<String, @Nullable Object> line = line();
    line.put("status", new RunResult(label, seed, report).status());
    report.test().ifPresent(score -> Json.put(line, "test_error", 100 * score.error()));
    line.put("remark", report.remark());
    append(line);
  }

  private static List<Object> measures(List<Measure> taken) {
    List<Object> measures = new ArrayList<>();
    for (Measure measure : taken) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      object.put("name", measure.name());
      object.put("path", measure.path());
      Json.put(object, "value", measure.value());
      measures.add(object);
    }
    return measures;
  }

  /** A whole line in one write, so that a crash can tear only the last one. */
  private void append(Map<String, @Nullable Object> line) {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(Json.line(line) + "\n");
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    } catch (IOException e) {
      failure = failed(file, e);
      throw failure;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static FaException failed(Path file, IOException e) {
    return DiskFull.or(e, file, OptionalLong.empty());
  }
}
