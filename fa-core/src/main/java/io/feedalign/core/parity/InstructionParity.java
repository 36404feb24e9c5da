package io.feedalign.core.parity;

import io.feedalign.backend.Backend;
import io.feedalign.core.compile.LoneProgram;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every instruction of real programs by itself, on the same numbers on two backends. So a
 * difference names the operation that makes it, and none is carried on.
 */
public final class InstructionParity {
  private final Backend first;
  private final Backend second;
  private final Map<String, LoneInstruction> different = new LinkedHashMap<>();

  /** A comparison of two backends. */
  public InstructionParity(Backend first, Backend second) {
    this.first = first;
    this.second = second;
  }

  /**
   * What was found of one kind of operation.
   *
   * @param operation its name
   * @param instructions how many that differ in setting, shape or type
   * @param difference the worst: largest difference relative to the largest number
   * @param where the instruction that has it, by what it reads and yields
   */
  public record Row(String operation, int instructions, double difference, String where) {}

  /** Adds the instructions of a program that were not met before. */
  public void add(Program program) {
    for (Instruction step : program.body()) {
      LoneInstruction lone = LoneInstruction.of(step, program);
      different.putIfAbsent(lone.description(), lone);
    }
  }

  /** Compares all that were added, in the order of operations' names. */
  public List<Row> compare() {
    Map<String, List<Row>> rows = new TreeMap<>();
    different
        .values()
        .forEach(
            lone -> rows.computeIfAbsent(lone.operation(), o -> new ArrayList<>()).add(row(lone)));
    return rows.values().stream().map(InstructionParity::worst).toList();
  }

  private Row row(LoneInstruction lone) {
    return new Row(lone.operation(), 1, difference(lone), lone.description());
  }

  private double difference(LoneInstruction lone) {
    double worst = 0;
    List<double[]> here = numbers(first, lone);
    List<double[]> there = numbers(second, lone);
    for (int i = 0; i < here.size(); i++) {
      worst = Math.max(worst, Difference.of(here.get(i), there.get(i)));
    }
    return worst;
  }

  private static List<double[]> numbers(Backend backend, LoneInstruction lone) {
    try (LoneProgram program = new LoneProgram(backend, lone.program())) {
      lone.fill(program.executable());
      program.executable().run();
      return lone.results(program.executable());
    }
  }

  private static Row worst(List<Row> rows) {
    Row worst = rows.get(0);
    for (Row row : rows) {
      worst = row.difference() > worst.difference() ? row : worst;
    }
    return new Row(worst.operation(), rows.size(), worst.difference(), worst.where());
  }
}
