package io.feedalign.cli.report;

import io.feedalign.core.store.IoReason;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.train.EpochReport;
import io.feedalign.train.Measure;
import io.feedalign.train.RunListener;
import io.feedalign.train.RunPlan;
import io.feedalign.train.RunReport;
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
import org.jspecify.annotations.Nullable;

/** {@code metrics.jsonl}: one line after each epoch, on disk before the next one starts. */
public final class MetricsLog implements RunListener, AutoCloseable {

  /** Its name in a run folder. */
  public static final String NAME = "metrics.jsonl";

  private final Path file;
  private final FileChannel channel;
  private final long seed;
  private String label = "";

  private MetricsLog(Path file, FileChannel channel, long seed) {
    this.file = file;
    this.channel = channel;
    this.seed = seed;
  }

  /** A log in a run folder, continued if it is there. */
  public static MetricsLog in(Path folder, long seed) {
    Path file = folder.resolve(NAME);
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return new MetricsLog(file, channel, seed);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  @Override
  public void runStarted(RunPlan plan) {
    label = plan.label();
  }

  @Override
  public void epochFinished(EpochReport epoch) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("rule", label);
    line.put("seed", seed);
    line.put("epoch", epoch.epoch());
    Json.put(line, "train_loss", epoch.trainLoss());
    Json.put(line, "val_loss", epoch.validation().loss());
    Json.put(line, "val_error", 100 * epoch.validation().error());
    Json.put(line, "images_per_second", epoch.imagesPerSecond());
    line.put("measures", measures(epoch));
    append(line);
  }

  @Override
  public void runFinished(RunReport report) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("rule", label);
    line.put("seed", seed);
    line.put("status", new RunResult(label, seed, report).status());
    report.test().ifPresent(score -> Json.put(line, "test_error", 100 * score.error()));
    line.put("remark", report.remark());
    append(line);
  }

  private static List<Object> measures(EpochReport epoch) {
    List<Object> measures = new ArrayList<>();
    for (Measure measure : epoch.measures()) {
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
      throw failed(file, e);
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
    return new FaException(
        ErrorKind.RESOURCES, "Cannot write '" + file + "': " + IoReason.of(e) + ".", e);
  }
}
