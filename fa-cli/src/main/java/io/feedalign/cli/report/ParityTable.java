package io.feedalign.cli.report;

import io.feedalign.core.parity.InstructionParity;
import io.feedalign.core.parity.LearningParity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What two backends make of the same work, as text. */
public final class ParityTable {
  /** What stands in lines that are not as they should be. */
  public static final String DIFFERS = "DIFFERS";

  private static final int WIDEST = 100;

  private ParityTable() {}

  /** A line for each kind of operation. */
  public static List<String> operations(List<InstructionParity.Row> rows, double allowed) {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("operation", "instructions", "difference", "", "the worst"));
    for (InstructionParity.Row row : rows) {
      table.add(
          List.of(
              row.operation(),
              Integer.toString(row.instructions()),
              number(row.difference()),
              verdict(row.difference(), allowed),
              row.difference() == 0 ? "" : shortened(row.where())));
    }
    return Columns.words(table);
  }

  /** A line for each rule. */
  public static List<String> rules(List<LearningParity.Row> rows, double allowed) {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("rule", "loss", "tensors", "", "the worst"));
    for (LearningParity.Row row : rows) {
      table.add(
          row.refused().isEmpty()
              ? List.of(
                  row.rule(),
                  number(row.loss()),
                  number(row.weights()),
                  verdict(row.difference(), allowed),
                  row.where())
              : List.of(row.rule(), "", "", "refused", shortened(row.refused())));
    }
    return Columns.words(table);
  }

  private static String number(double difference) {
    return difference == 0 ? "0" : String.format(Locale.ROOT, "%.1e", difference);
  }

  private static String verdict(double difference, double allowed) {
    return difference <= allowed ? "ok" : DIFFERS;
  }

  private static String shortened(String text) {
    return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 3) + "...";
  }
}
