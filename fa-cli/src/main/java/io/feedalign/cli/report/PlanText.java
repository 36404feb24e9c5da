package io.feedalign.cli.report;

import io.feedalign.core.compile.ExecutionPlan;
import io.feedalign.core.compile.PlanPrinter;
import io.feedalign.core.experiment.Variant;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An execution plan in tables that people read. */
public final class PlanText {

  private PlanText() {}

  /** Which rule teaches each layer, and which tensor carries credit back through it. */
  public static List<String> feedback(ExecutionPlan plan, Variant variant) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("layer", "rule", "credit is pulled through"));
    plan.feedback()
        .forEach((path, tensor) -> rows.add(List.of(path, variant.ruleAt(path), tensor)));
    return rows.size() == 1 ? List.of("No layer passes credit backwards.") : Columns.words(rows);
  }

  /** What rules noted, and which probes will measure nothing. */
  public static List<String> findings(ExecutionPlan plan) {
    List<String> lines = new ArrayList<>();
    plan.findings().notes().forEach(note -> lines.add("note: " + note));
    plan.findings().failures().forEach(failure -> lines.add("warning: " + failure.sentence()));
    return lines;
  }

  /** Every program with its size, and the memory of all. */
  public static List<String> programs(ExecutionPlan plan) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("program", "runs", "instructions", "scratch"));
    for (Program program : plan.programs()) {
      rows.add(
          List.of(
              program.name(),
              cadence(program.cadence()),
              Integer.toString(program.body().size()),
              bytes(plan.memory(program.name()).scratchBytes())));
    }
    List<String> lines = new ArrayList<>(Columns.words(rows));
    lines.add(
        "memory: "
            + bytes(plan.persistentBytes())
            + " persistent, "
            + bytes(plan.scratchBytes())
            + " scratch (the largest program's)");
    return lines;
  }

  /** The instructions of one program. */
  public static List<String> instructions(ExecutionPlan plan, Program program) {
    return PlanPrinter.print(program, plan.memory(program.name())).lines().toList();
  }

  private static String cadence(Cadence cadence) {
    switch (cadence.unit()) {
      case NEVER:
        return "never";
      case ONCE:
        return "once, before the first step";
      case STEP:
        return cadence.every() == 1 ? "every step" : "every " + cadence.every() + " steps";
      case EPOCH:
        return cadence.every() == 1 ? "every epoch" : "every " + cadence.every() + " epochs";
      case DEMAND:
        return "when asked";
    }
    throw new AssertionError(cadence.unit());
  }

  static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double mebibytes = bytes / (1024.0 * 1024.0);
    return mebibytes < 0.1
        ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
        : String.format(Locale.ROOT, "%,.1f MiB", mebibytes);
  }
}
