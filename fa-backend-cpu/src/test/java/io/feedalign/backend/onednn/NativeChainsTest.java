package io.feedalign.backend.onednn;

import static io.feedalign.testkit.Closeness.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Arenas;
import io.feedalign.backend.Backend;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.cpu.Fusions;
import io.feedalign.backend.cpu.OffHeapArena;
import io.feedalign.backend.cpu.Views;
import io.feedalign.backend.cpu.WorkPool;
import io.feedalign.backend.onednn.kernel.Binding;
import io.feedalign.backend.onednn.kernel.NativeChains;
import io.feedalign.backend.onednn.kernel.Session;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Instruction;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pointwise chains that oneDNN computes, beside the reference; and those that are left to Java. */
class NativeChainsTest {
  private static final Form IMAGES = Form.activation(Shape.of(5, 17, 9, 3));
  private static final Form MATRIX = Form.parameter(Shape.of(15, 17));

  /** What a chain makes of three values. */
  private enum Steps {
    RELU {
      @Override
      List<Value> write(Emitter emit, Value a, Value b, Value h) {
        return List.of(emit.apply(Unary.Function.RELU, a));
      }
    },
    GATE {
      @Override
      List<Value> write(Emitter emit, Value a, Value b, Value h) {
        return List.of(emit.apply(Binary.Function.RELU_GATE, a, h));
      }
    },
    ADD_RELU {
      @Override
      List<Value> write(Emitter emit, Value a, Value b, Value h) {
        return List.of(emit.apply(Unary.Function.RELU, emit.add(a, b)));
      }
    },
    ADD_AND_RELU {
      @Override
      List<Value> write(Emitter emit, Value a, Value b, Value h) {
        Value sum = emit.add(a, b);
        return List.of(sum, emit.apply(Unary.Function.RELU, sum));
      }
    },
    ADD_GATE {
      @Override
      List<Value> write(Emitter emit, Value a, Value b, Value h) {
        return List.of(emit.apply(Binary.Function.RELU_GATE, emit.add(a, b), h));
      }
    },
    ADD_SUBTRACT_RELU {
      @Override
      List<Value> write(Emitter emit, Value a, Value b, Value h) {
        return List.of(emit.apply(Unary.Function.RELU, emit.subtract(emit.add(a, b), h)));
      }
    },
    TANH {
      @Override
      List<Value> write(Emitter emit, Value a, Value b, Value h) {
        return List.of(emit.apply(Unary.Function.TANH, a));
      }
    };

    abstract List<Value> write(Emitter emit, Value a, Value b, Value h);
  }

  /** A program that ends with a chain of what was made before. */
  private static final class Sample {
    final Sketch sketch = new Sketch();
    final List<Value> made;
    final Program program;

    Sample(Form form, Steps steps) {
      Value a = given(form);
      Value b = given(form);
      Value h = sketch.emit().apply(Unary.Function.ABS, given(form));
      int start = sketch.program().body().size();
      made = steps.write(sketch.emit(), a, b, h);
      sketch.read(made.toArray(Value[]::new));
      List<Instruction> body = new ArrayList<>(sketch.program().body());
      List<Instruction> chain = body.subList(start, body.size());
      List<Value> inner = chain.stream().flatMap(step -> step.outputs().stream()).toList();
      List<Value> outer =
          chain.stream()
              .flatMap(step -> step.inputs().stream())
              .filter(value -> !inner.contains(value))
              .distinct()
              .toList();
      Instruction one = new Instruction(new Chain(chain), outer, made);
      chain.clear();
      body.add(one);
      program = sketch.program().withBody(body);
    }

    private Value given(Form form) {
      Value number = sketch.emit().scale(sketch.normal(form.withType(DType.F32)), 0.5);
      return sketch.emit().cast(number, form.type());
    }

    Instruction chain() {
      return program.body().get(program.body().size() - 1);
    }

    List<double[]> run(Backend given) {
      try (Backend backend = given;
          Rig rig = new Rig(backend, program, Placement.compact())) {
        rig.write(sketch.numbers());
        rig.run();
        List<double[]> first = made.stream().map(rig::read).toList();
        rig.run();
        for (int i = 0; i < first.size(); i++) {
          assertArrayEquals(first.get(i), rig.read(made.get(i)), "once more");
        }
        return first;
      }
    }
  }

  private static Backend backend() {
    OneDnnProvider provider = new OneDnnProvider();
    return provider.create(provider.settings().defaults());
  }

  private static boolean isNative(Sample sample) {
    try (Backend backend = backend()) {
      MemoryPlan plan = Placement.compact().plan(sample.program, backend.storage(sample.program));
      try (OffHeapArena arena = OffHeapArena.allocate(1 << 20, Lifetime.SCRATCH);
          Session session = new Session();
          Binding binding = new Binding(session, new Views(plan, new Arenas(arena, arena)))) {
        return NativeChains.bind(sample.chain(), plan, binding).isPresent();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RELU, true, true",
    "GATE, false, true",
    "ADD_RELU, true, true",
    "ADD_AND_RELU, true, true",
    "ADD_GATE, false, true",
    "ADD_SUBTRACT_RELU, false, true",
    "TANH, false, false",
  })
  void imagesAreMadeByOneOrTwoPassesOrInJava(Steps steps, boolean single, boolean brain) {
    assertMade(new Sample(IMAGES, steps), single, 1e-6);
    assertMade(new Sample(IMAGES.withType(DType.BF16), steps), brain, 1.6e-2);
    assertMade(new Sample(MATRIX, steps), false, 1e-6);
  }

  /** In f32 a gate is exact, whatever arrives. */
  @Test
  void whatIsInfiniteAtAClosedUnitVanishes() {
    Sample sample = new Sample(IMAGES, Steps.GATE);
    Value signal = sample.sketch.program().feeds().get(0);
    Value gate = sample.sketch.program().feeds().get(2);
    sample.sketch.numbers().get(signal)[7] = Double.POSITIVE_INFINITY;
    sample.sketch.numbers().get(gate)[7] = 0;
    assertMade(sample, false, 1e-6);
  }

  private static void assertMade(Sample sample, boolean natively, double tolerance) {
    assertEquals(natively, isNative(sample), sample.chain().toString());
    List<double[]> expected = sample.run(new ReferenceBackend());
    List<double[]> actual = sample.run(backend());
    for (int i = 0; i < expected.size(); i++) {
      assertClose(sample.chain().toString(), expected.get(i), actual.get(i), tolerance);
    }
  }

  /** Their sums would take a pass of their own. */
  @Test
  void whatJavaSumsOnTheWayIsLeftToIt() {
    Sketch sketch = new Sketch();
    Value relu = sketch.emit().apply(Unary.Function.RELU, sketch.normal(IMAGES));
    Value other = sketch.emit().apply(Unary.Function.RELU, sketch.normal(IMAGES));
    sketch.read(other, sketch.emit().sumToChannels(relu));
    Program program = sketch.program();
    try (Backend backend = backend();
        WorkPool pool = new WorkPool(1);
        OffHeapArena arena = OffHeapArena.allocate(1 << 20, Lifetime.SCRATCH)) {
      MemoryPlan plan = Placement.compact().plan(program, backend.storage(program));
      Fusions fusions = new Fusions(program, new Views(plan, new Arenas(arena, arena)), pool);
      assertTrue(fusions.sums(program.body().get(0)));
      assertFalse(fusions.sums(program.body().get(1)));
    }
  }
}
