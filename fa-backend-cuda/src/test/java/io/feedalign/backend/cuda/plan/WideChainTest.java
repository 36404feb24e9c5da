package io.feedalign.backend.cuda.plan;

import static io.feedalign.testkit.Closeness.assertClose;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.backend.Backend;
import io.feedalign.backend.cuda.HostedBackends;
import io.feedalign.backend.cuda.host.HostDevice;
import io.feedalign.backend.cuda.source.Prelude;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Program;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Placement;
import io.feedalign.testkit.ReferenceBackend;
import io.feedalign.testkit.Rig;
import io.feedalign.testkit.Sketch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Chains with more operands than a kernel may have do the same in several kernels. */
class WideChainTest {
  private static final Form FORM = Form.parameter(Shape.of(7, 3, 3, 3));
  private static final double TOLERANCE = 1e-5;

  /** A state that starts with numbers of its own. */
  private static Value state(Sketch sketch, int index) {
    double[] numbers = new double[(int) FORM.shape().elements()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Math.sin(1 + index + 0.37 * i);
    }
    return sketch.state(FORM, numbers);
  }

  private static List<Value> states(Sketch sketch, int count) {
    List<Value> states = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      states.add(state(sketch, i));
    }
    return states;
  }

  /** Many weights learn, steps of one kind after the other. */
  private static void updates(Sketch sketch) {
    Emitter emit = sketch.emit();
    Value rate = sketch.scalar(0.1);
    List<Value> weights = states(sketch, 15);
    List<Value> momenta = states(sketch, 15);
    List<Value> next = new ArrayList<>();
    for (Value momentum : momenta) {
      next.add(emit.add(emit.scale(momentum, 0.9), sketch.normal(FORM)));
    }
    for (int i = 0; i < 15; i++) {
      emit.assign(weights.get(i), emit.subtract(weights.get(i), emit.multiply(next.get(i), rate)));
      emit.assign(momenta.get(i), next.get(i));
    }
  }

  /** Each state takes what the next one was. */
  private static void circle(Sketch sketch) {
    Emitter emit = sketch.emit();
    List<Value> states = states(sketch, 40);
    List<Value> next = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      next.add(emit.affine(states.get((i + 1) % 40), 0.5, i));
    }
    for (int i = 0; i < 40; i++) {
      emit.assign(states.get(i), next.get(i));
    }
  }

  /** One sum of so many terms that no kernel can read them all, each partial sum needed outside. */
  private static void sums(Sketch sketch) {
    Emitter emit = sketch.emit();
    Value sum = emit.abs(sketch.normal(FORM));
    for (int i = 0; i < 30; i++) {
      sum = emit.add(sum, emit.apply(Unary.Function.TANH, sketch.normal(FORM)));
      if (i % 2 == 0) {
        sketch.read(sum);
      }
    }
    sketch.read(emit.multiply(sum, emit.scale(sum, 0.1)));
  }

  /** Results that may lie where operands lay: the operands are made before the chain. */
  private static Program inPlace(Sketch sketch) {
    Emitter emit = sketch.emit();
    List<Value> made = new ArrayList<>();
    for (int i = 0; i < 28; i++) {
      made.add(emit.cast(emit.cast(sketch.normal(FORM), DType.BF16), DType.F32));
    }
    List<Value> results = new ArrayList<>();
    for (int i = 0; i < 28; i++) {
      results.add(emit.add(emit.scale(made.get(i), 2), made.get((i + 11) % 28)));
    }
    Value last = emit.cast(results.get(0), DType.BF16);
    results.forEach(sketch::read);
    sketch.read(last);
    return sketch.program();
  }

  @Test
  void manyUpdatesAreWhatTheyAreOneByOne() {
    Sketch sketch = new Sketch();
    updates(sketch);
    check(sketch, Chains.of(sketch.program()));
  }

  @Test
  void everyStateIsReadBeforeAnyIsStored() {
    Sketch sketch = new Sketch();
    circle(sketch);
    check(sketch, Chains.of(sketch.program()));
  }

  @Test
  void aLongSumIsCutInTheMiddle() {
    Sketch sketch = new Sketch();
    sums(sketch);
    check(sketch, Chains.of(sketch.program()));
  }

  @Test
  void resultsWaitUntilOperandsAreRead() {
    Sketch sketch = new Sketch();
    Program program = inPlace(sketch);
    check(sketch, Chains.of(program));
  }

  private static void check(Sketch sketch, Program program) {
    Lowered lowered = LoweringTable.lowering().lower(program);
    for (Stage stage : lowered.stages()) {
      assertTrue(stage.operands().size() <= Prelude.PARAMETERS, stage::toString);
    }
    assertTrue(lowered.stages().size() > 1);
    assumeTrue(HostDevice.missing().isEmpty(), HostDevice.missing());
    try (Backend reference = new ReferenceBackend();
        Backend twin = HostedBackends.open();
        Rig wanted = new Rig(reference, sketch.program(), Placement.separate());
        Rig got = new Rig(twin, program, Placement.compact())) {
      wanted.write(sketch.numbers());
      got.write(sketch.numbers());
      for (int run = 0; run < 2; run++) {
        wanted.run();
        got.run();
        Set<Value> results = new HashSet<>(program.states());
        results.addAll(program.reads());
        for (Value value : results) {
          assertClose(value.toString(), wanted.read(value), got.read(value), TOLERANCE);
        }
      }
    }
  }
}
