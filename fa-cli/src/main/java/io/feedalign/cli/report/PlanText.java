package io.feedalign.cli.report;

import io.feedalign.backend.WorkingMemory;
import io.feedalign.core.compile.ExecutionPlan;
import io.feedalign.core.compile.MemoryForecast;
import io.feedalign.core.compile.PlanPrinter;
import io.feedalign.core.experiment.Variant;
import io.feedalign.error.FaException;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An execution plan in tables that people read. */
public final class PlanText {

  /** Batches that are decoded while one trains, each as large as what is fed. */
  private static final int STAGED_BATCHES = 2;

  /** What a process takes when it trains a small network, measured. */
  private static final long JAVA_BYTES = 250L << 20;

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

  /** Every program with its size. */
  public static List<String> programs(ExecutionPlan plan) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("program", "runs", "instructions", "values"));
    for (Program program : plan.programs()) {
      rows.add(
          List.of(
              program.name(),
              cadence(program.cadence()),
              Integer.toString(program.body().size()),
              bytes(plan.memory(program.name()).scratchBytes())));
    }
    return Columns.words(rows);
  }

  /** The memory of all programs together, and about how large the process will be. */
  public static List<String> memory(MemoryForecast forecast, String backend) {
    MemoryForecast.Kept kept = forecast.kept();
    String kernels =
        forecast.kernels().equals(WorkingMemory.NONE)
            ? "none for the kernels of '" + backend + "'"
            : bytes(forecast.kernels().bytes()) + " for the kernels of '" + backend + "'";
    long staged = STAGED_BATCHES * kept.feeds();
    return List.of(
        "memory: "
            + bytes(kept.bytes())
            + " persistent: "
            + bytes(kept.parameters())
            + " parameters, "
            + bytes(kept.states())
            + " states, "
            + bytes(kept.feeds())
            + " feeds",
        "        "
            + bytes(forecast.scratchBytes())
            + " scratch: "
            + bytes(forecast.values())
            + " values (the largest program's), "
            + kernels,
        "        a process of about "
            + bytes(forecast.bytes() + staged + JAVA_BYTES)
            + " in training: that, "
            + bytes(staged)
            + " for the next batches, some "
            + bytes(JAVA_BYTES)
            + " for Java and libraries");
  }

  /** What is known of the memory when there is not enough to know the rest. */
  public static List<String> memory(ExecutionPlan plan, FaException refusal) {
    return List.of(
        "memory: "
            + bytes(plan.persistentBytes())
            + " persistent, "
            + bytes(plan.scratchBytes())
            + " values (the largest program's)",
        "        This machine cannot hold it: " + refusal.getMessage());
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
