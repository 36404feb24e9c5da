package io.feedalign.cli.report;

import java.util.ArrayList;
import java.util.List;

/** A table of text: the first column left-aligned, or all of them, the others to the right. */
final class Columns {

  private static final String GAP = "  ";

  private Columns() {}

  /** Numbers to the right. The first row is the heading. */
  static List<String> numbers(List<List<String>> rows) {
    return layOut(rows, 1);
  }

  /** Words to the left. */
  static List<String> words(List<List<String>> rows) {
    return layOut(rows, Integer.MAX_VALUE);
  }

  private static List<String> layOut(List<List<String>> rows, int leftColumns) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? "" : GAP);
        line.append(i < leftColumns ? row.get(i) + padding : padding + row.get(i));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
