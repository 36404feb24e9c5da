package io.feedalign.core.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.core.compile.Lifetimes.Span;
import io.feedalign.ir.Assign;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invariants of orders and places, checked by brute force on whole programs. */
class MemoryPlannerTest {
  private static ExecutionPlan plan(int blocks) {
    return Compiler.on(new PaperBackend()).batch(32).plan(PlainLayers.residual(blocks));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 8})
  void valuesThatLiveTogetherDoNotOverlap(int blocks) {
    ExecutionPlan plan = plan(blocks);
    for (Program program : plan.programs()) {
      MemoryPlan memory = plan.memory(program.name());
      Map<Value, Span> spans = Lifetimes.of(program);
      List<Value> values = new ArrayList<>(spans.keySet());
      for (int i = 0; i < values.size(); i++) {
        for (int j = i + 1; j < values.size(); j++) {
          checkPair(program, memory, spans, List.of(values.get(i), values.get(j)));
        }
      }
    }
  }

  private static void checkPair(
      Program program, MemoryPlan memory, Map<Value, Span> spans, List<Value> pair) {
    Place a = memory.of(pair.get(0));
    Place b = memory.of(pair.get(1));
    boolean apart = a.offset() + a.bytes() <= b.offset() || b.offset() + b.bytes() <= a.offset();
    Span first = spans.get(pair.get(0));
    Span second = spans.get(pair.get(1));
    if (apart || !first.overlaps(second)) {
      return;
    }
    // The one exception: a pointwise output in the very place of an input that dies there.
    boolean handedOver = first.to() == second.from() && a.equals(b);
    Instruction maker = program.body().get(second.from());
    assertTrue(handedOver && maker.op().pointwise(), pair + " share memory while both live");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 8})
  void everyValueIsMadeBeforeItIsReadAndStatesAreReadBeforeTheyChange(int blocks) {
    for (Program program : plan(blocks).programs()) {
      Set<Value> made = new HashSet<>(program.feeds());
      made.addAll(program.states());
      Set<Value> changed = new HashSet<>();
      for (Instruction step : flat(program.body())) {
        for (Value read : Dependencies.reads(step)) {
          assertTrue(made.contains(read), read + " is read before it is made");
          assertTrue(!changed.contains(read), read + " is read after it changed");
        }
        made.addAll(step.outputs());
        if (step.op() instanceof Assign) {
          changed.add(step.inputs().get(0));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void fusingKeepsEveryStep(int blocks) {
    StepPrograms traced = Compiler.on(new PaperBackend()).trace(PlainLayers.residual(blocks));
    for (Program fused : plan(blocks).programs()) {
      assertEquals(
          traced.program(fused.name()).body().size(), flat(fused.body()).size(), fused.name());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1})
  void feedsAndStatesHavePersistentPlaces(int blocks) {
    ExecutionPlan plan = plan(blocks);
    for (Program program : plan.programs()) {
      for (Value state : program.states()) {
        assertEquals(
            Lifetime.PERSISTENT, plan.memory(program.name()).of(state).lifetime(), state.name());
      }
    }
  }

  private static List<Instruction> flat(List<Instruction> body) {
    List<Instruction> steps = new ArrayList<>();
    for (Instruction instruction : body) {
      if (instruction.op() instanceof Chain chain) {
        steps.addAll(chain.steps());
      } else {
        steps.add(instruction);
      }
    }
    return steps;
  }
}
