package io.feedalign.bench.check;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A file of ratios: comma-separated {@code measured, against, ratio, tolerance}, one row a line;
 * lines that begin with # are remarks.
 *
 * @param lines of the file, remarks among them
 */
public record Baseline(Path file, List<String> lines) {
  private static final int COLUMNS = 4;

  /** Copies the lines. */
  public Baseline {
    lines = List.copyOf(lines);
  }

  /** Reads a file. */
  public static Baseline read(Path file) {
    try {
      return new Baseline(file, Files.readAllLines(file));
    } catch (IOException e) {
      throw new FaException(
          ErrorKind.USER,
          "No baseline can be read from '"
              + file
              + "': "
              + e
              + ". Run this in feedalign's folder, or name the file with --baseline.",
          e);
    }
  }

  /** Its rows. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (isRow(lines.get(i))) {
        rows.add(row(lines.get(i), i + 1));
      }
    }
    return rows;
  }

  private static boolean isRow(String line) {
    return !line.isBlank() && !line.startsWith("#");
  }

  private Row row(String line, int number) {
    String[] cells = line.split(",", -1);
    try {
      if (cells.length == COLUMNS) {
        double ratio = Double.parseDouble(cells[2].strip());
        double tolerance = Double.parseDouble(cells[3].strip());
        if (ratio > 0 && tolerance >= 0) {
          return new Row(cells[0].strip(), cells[1].strip(), ratio, tolerance);
        }
      }
    } catch (NumberFormatException e) {
      throw new FaException(ErrorKind.USER, complaint(line, number), e);
    }
    throw FaException.user(complaint(line, number));
  }

  private String complaint(String line, int number) {
    return file
        + ":"
        + number
        + ": '"
        + line
        + "' must be 'measured, against, ratio, tolerance' with numbers above 0, such as"
        + " 'hot RELU_GATE, copy RELU_GATE, 1.5, 0.2'.";
  }

  /** The same file with new ratios where there are some, by title; all else as it was. */
  public Baseline with(Map<String, Double> ratios) {
    List<String> updated = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Double ratio = isRow(line) ? ratios.get(row(line, i + 1).title()) : null;
      updated.add(ratio == null ? line : text(row(line, i + 1).with(ratio)));
    }
    return new Baseline(file, updated);
  }

  private static String text(Row row) {
    return String.format(
        Locale.ROOT,
        "%s, %s, %.3f, %s",
        row.measured(),
        row.against(),
        row.ratio(),
        row.tolerance());
  }

  /** Writes it back. */
  public void write() {
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new FaException(
          ErrorKind.RESOURCES, "The baseline '" + file + "' cannot be written: " + e, e);
    }
  }
}
