package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.backend.MemoryPlan;
import io.feedalign.core.compile.ExecutionPlan;
import io.feedalign.core.compile.StepPrograms;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The programs that a rule leads to, read without running them. */
final class RulePlans {

  private static final String INITIALIZE = "initialize";

  private RulePlans() {}

  private static StepPrograms trace(RuleBench bench) {
    return bench.compiler().batch(RuleBench.BATCH).trace(bench.network());
  }

  /** In the order and memory in which they would run. */
  static void sound(RuleBench bench) {
    ExecutionPlan plan = bench.compiler().batch(RuleBench.BATCH).plan(bench.network());
    for (Program program : plan.programs()) {
      Plans.assertSound(program);
      MemoryPlan memory = plan.memory(program.name());
      List<String> faults = PlanAudit.faults(program, bench.backend().storage(program), memory);
      assertEquals(List.of(), faults);
    }
  }

  /** Learning makes no more values of the images' shape, flat or not, than inference does. */
  static void nothingBelowTheFirstLayer(RuleBench bench) {
    StepPrograms programs = trace(bench);
    Shape images = bench.network().inputShape().withBatch(RuleBench.BATCH);
    Shape rows = Shape.of(images.size(0), (int) images.elementsPerRow());
    for (Shape shape : List.of(images, rows)) {
      assertEquals(
          valuesOf(shape, programs.program("infer")),
          valuesOf(shape, programs.program("learn")),
          "values of the images' shape " + shape);
    }
  }

  private static long valuesOf(Shape shape, Program program) {
    return program.body().stream()
        .flatMap(instruction -> instruction.outputs().stream())
        .filter(value -> value.shape().equals(shape))
        .count();
  }

  /** A parameter or state that is drawn and never read again is memory for nothing. */
  static void statesAreUsed(RuleBench bench) {
    StepPrograms programs = trace(bench);
    Set<Value> read = new HashSet<>();
    for (Program program : programs.programs()) {
      if (!program.name().equals(INITIALIZE)) {
        program.body().forEach(instruction -> read.addAll(readBy(instruction)));
      }
    }
    Set<String> unread = new HashSet<>();
    programs.states().forEach((path, state) -> unread.add(read.contains(state) ? "" : path));
    unread.remove("");
    assertEquals(Set.of(), unread, "states that no program reads");
  }

  private static Set<Value> readBy(Instruction instruction) {
    Set<Value> read = new HashSet<>(instruction.inputs());
    Fusion.assigned(instruction).forEach(read::remove);
    return read;
  }
}
