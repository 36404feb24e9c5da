package io.feedalign.backend.cpu;

import static io.feedalign.testkit.Closeness.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.backend.Backend;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Form;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Placement;
import io.feedalign.testkit.ReferenceBackend;
import io.feedalign.testkit.Rig;
import io.feedalign.testkit.Sketch;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Steps of a chain that share a loop with another step or with the store at the end. */
class JoinedStepsTest {
  private static final Form VECTOR = Form.parameter(Shape.of(5003));

  /** Everything as one chain that stores what is read. */
  private static Instruction chained(Sketch sketch) {
    Program program = sketch.program();
    List<Value> made = program.body().stream().flatMap(step -> step.outputs().stream()).toList();
    List<Value> inputs =
        program.body().stream()
            .flatMap(step -> step.inputs().stream())
            .filter(input -> !made.contains(input))
            .distinct()
            .toList();
    return new Instruction(new Chain(program.body()), inputs, program.reads());
  }

  private static double[] run(
      Backend backend, Sketch sketch, Program program, Placement places, Value result) {
    try (backend;
        Rig rig = new Rig(backend, program, places)) {
      rig.write(sketch.numbers());
      rig.run();
      return rig.read(result);
    }
  }

  /** Against double precision, with every value in its own place and with places used again. */
  private static void assertAgrees(Sketch sketch, Value... results) {
    sketch.read(results);
    Program program = sketch.program().withBody(List.of(chained(sketch)));
    for (Placement places : List.of(Placement.separate(), Placement.compact())) {
      for (Value result : results) {
        double[] expected = run(new ReferenceBackend(), sketch, sketch.program(), places, result);
        double[] found = run(new JavaBackend(2), sketch, program, places, result);
        assertClose(result.name(), expected, found, 1e-6);
      }
    }
  }

  private static Set<Instruction> joined(Sketch sketch) {
    ChainPlan plan = new ChainPlan(chained(sketch), Set.of());
    return Set.copyOf(plan.steps().stream().filter(plan::deferred).toList());
  }

  @Test
  void multiplesAreComputedInTheSumsThatReadThem() {
    Sketch sketch = new Sketch();
    Value a = sketch.normal(VECTOR);
    Value x = sketch.normal(VECTOR);
    Value factor = sketch.feed(Form.SCALAR, -1.7);
    Value onLeft = sketch.emit().add(sketch.emit().multiply(x, factor), a);
    Value onRight = sketch.emit().add(a, sketch.emit().scale(x, 3));
    Value decayed = sketch.emit().add(sketch.emit().scale(x, 0.9), a);
    Value taken = sketch.emit().subtract(x, sketch.emit().multiply(a, factor));
    assertAgrees(sketch, onLeft, onRight, decayed, taken);
    assertEquals(4, joined(sketch).size());
  }

  @Test
  void ofTwoMultiplesInOneSumOneIsComputedThere() {
    Sketch sketch = new Sketch();
    Value a = sketch.normal(VECTOR);
    Value x = sketch.normal(VECTOR);
    assertAgrees(sketch, sketch.emit().add(sketch.emit().scale(a, 0.5), sketch.emit().scale(x, 2)));
    assertEquals(1, joined(sketch).size());
  }

  @Test
  void multiplesThatAreReadOtherwiseStayApart() {
    Sketch sketch = new Sketch();
    Value a = sketch.normal(VECTOR);
    Value stored = sketch.emit().scale(a, 3);
    Value twice = sketch.emit().scale(a, 5);
    Value doubled = sketch.emit().scale(a, 7);
    Value decayed = sketch.emit().scale(a, 0.9);
    Value first = sketch.emit().add(stored, a);
    Value second = sketch.emit().add(twice, a);
    Value third = sketch.emit().add(doubled, doubled);
    Value fourth = sketch.emit().subtract(a, decayed);
    Value fifth = sketch.emit().subtract(twice, a);
    assertAgrees(sketch, stored, first, second, third, fourth, fifth);
    assertEquals(Set.of(), joined(sketch));
  }

  @Test
  void aMultipleLivesUntilItsSumThoughItsFactorsReaderCameBefore() {
    Sketch sketch = new Sketch();
    Value x = sketch.normal(VECTOR);
    Value multiple = sketch.emit().scale(x, 4);
    Value other = sketch.normal(VECTOR);
    Value long1 = sketch.emit().multiply(sketch.emit().multiply(other, other), other);
    Value long2 = sketch.emit().multiply(long1, sketch.emit().affine(other, 1, 2));
    assertAgrees(sketch, sketch.emit().add(long2, multiple));
    assertEquals(1, joined(sketch).size());
  }

  @Test
  void gatesAreDoneWhileStoring() {
    Sketch sketch = new Sketch();
    Value a = sketch.normal(VECTOR);
    Value b = sketch.normal(VECTOR);
    Value h = sketch.normal(VECTOR);
    Value alone = gate(sketch, a, h);
    Value ofASum = gate(sketch, sketch.emit().add(a, b), h);
    Value ofItself = gate(sketch, h, h);
    Value between = sketch.emit().add(gate(sketch, a, b), h);
    assertAgrees(sketch, alone, ofASum, ofItself, between);
    assertEquals(3, joined(sketch).size());
  }

  @Test
  void whatIsNotANumberPassesOpenUnitsOnly() {
    double nan = Double.NaN;
    double infinite = Double.POSITIVE_INFINITY;
    Form form = Form.parameter(Shape.of(8));
    Sketch sketch = new Sketch();
    Value a = sketch.feed(form, nan, nan, infinite, infinite, -infinite, -infinite, 2, 3);
    Value b = sketch.feed(form, 1, 1, 1, 1, 1, 1, -1, -2);
    Value h = sketch.feed(form, 1, 0, infinite, -1, 1e-40, -0.0, nan, 4);
    Value gated = gate(sketch, sketch.emit().add(a, b), h);
    sketch.read(gated);
    Program program = sketch.program().withBody(List.of(chained(sketch)));
    double[] expected = {nan, 0, infinite, 0, -infinite, 0, 0, 1};
    for (Placement places : List.of(Placement.separate(), Placement.compact())) {
      assertArrayEquals(expected, run(new JavaBackend(1), sketch, program, places, gated));
    }
  }

  private static Value gate(Sketch sketch, Value signal, Value activity) {
    return sketch.emit().apply(Binary.Function.RELU_GATE, signal, activity);
  }
}
