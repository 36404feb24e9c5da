package io.feedalign.core.compile;

import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.Locale;
import java.util.stream.Collectors;

/** A program as text: one line an instruction, with shapes and places. */
public final class PlanPrinter {
  private PlanPrinter() {}

  /** The whole program. */
  public static String print(Program program, MemoryPlan memory) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "program %s: %d instructions, %,d bytes of scratch%n",
            program.name(),
            program.body().size(),
            memory.scratchBytes()));
    for (Instruction instruction : program.body()) {
      text.append("  ").append(line(instruction, memory)).append(System.lineSeparator());
      if (instruction.op() instanceof Chain) {
        for (Instruction step : ((Chain) instruction.op()).steps()) {
          text.append("      ").append(line(step, memory)).append(System.lineSeparator());
        }
      }
    }
    return text.toString();
  }

  private static String line(Instruction instruction, MemoryPlan memory) {
    String op =
        instruction.op() instanceof Chain
            ? "Chain of " + ((Chain) instruction.op()).steps().size()
            : instruction.op().toString();
    String outputs =
        instruction.outputs().stream()
            .map(value -> shown(value, memory))
            .collect(Collectors.joining(", "));
    String inputs =
        instruction.inputs().stream().map(Value::name).collect(Collectors.joining(", "));
    return (outputs.isEmpty() ? "" : outputs + " = ") + op + " (" + inputs + ")";
  }

  private static String shown(Value value, MemoryPlan memory) {
    Place place = memory.places().get(value);
    return value.name() + " " + value.shape() + (place == null ? "" : " @" + place.offset());
  }
}
