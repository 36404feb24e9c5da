package io.feedalign.bench.scaling;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was measured, as a table and as plots. */
public record ScalingReport(Scaling question, List<Point> points) {
  private static final Pattern LAST_NUMBER = Pattern.compile("(\\d+)\\D*$");

  /** Copies the list. */
  public ScalingReport {
    points = List.copyOf(points);
  }

  /** The table: a heading and a line for each point, comma-separated. */
  public List<String> toCsv() {
    List<String> lines = new ArrayList<>(List.of(Point.HEADING));
    points.forEach(point -> lines.add(point.toCsv()));
    return lines;
  }

  /** Writes the table and the plots. */
  public void write(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("scaling.csv"), toCsv());
      for (LinePlot plot : plots()) {
        Files.writeString(folder.resolve(plot.name() + ".svg"), plot.toSvg());
      }
    } catch (IOException e) {
      throw new FaException(
          ErrorKind.RESOURCES, "--out " + folder + " cannot be written to: " + e, e);
    }
  }

  private List<LinePlot> plots() {
    String model = question.models().get(0);
    String all = ", " + question.common().precision();
    String batch = all + ", batch " + question.common().batch();
    return List.of(
        new LinePlot(
            "speed-by-batch",
            new LinePlot.Words(model + all, "images in a batch", "images per second"),
            series("batch", point -> point.what().batch(), "images_per_second", "")),
        new LinePlot(
            "time-by-threads",
            new LinePlot.Words(model + batch, "threads", "milliseconds a step"),
            series("threads", point -> point.what().threads(), "ms_median", "")),
        new LinePlot(
            "time-by-depth",
            new LinePlot.Words("Time" + batch, "layers", "milliseconds a step"),
            series("depth", this::depth, "ms_median", "")),
        new LinePlot("memory-by-depth", memory(batch), memories()));
  }

  private static LinePlot.Words memory(String batch) {
    return new LinePlot.Words("Memory" + batch, "layers", "MiB");
  }

  private List<LinePlot.Series> memories() {
    List<LinePlot.Series> all = new ArrayList<>();
    all.addAll(series("depth", this::depth, "values", ", values as planned"));
    all.addAll(series("depth", this::depth, "peak", ", whole process"));
    return all;
  }

  private List<LinePlot.Series> series(
      String varied, ToDoubleFunction<Point> x, String key, String suffix) {
    List<LinePlot.Series> all = new ArrayList<>();
    for (String rule : question.rules()) {
      List<LinePlot.Dot> dots =
          points.stream()
              .filter(point -> point.varied().equals(varied) && point.what().rule().equals(rule))
              .map(point -> new LinePlot.Dot(x.applyAsDouble(point), point.number(key)))
              .toList();
      all.add(new LinePlot.Series(rule + suffix, dots));
    }
    return all;
  }

  /** The number that a model's name ends with, as in residual nets; otherwise its place. */
  private double depth(Point point) {
    Matcher number = LAST_NUMBER.matcher(point.what().model());
    return number.find()
        ? Double.parseDouble(number.group(1))
        : question.models().indexOf(point.what().model()) + 1;
  }
}
