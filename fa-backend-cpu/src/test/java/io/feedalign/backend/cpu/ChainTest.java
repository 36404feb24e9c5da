package io.feedalign.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Arenas;
import io.feedalign.backend.Executable;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.ir.Affine;
import io.feedalign.ir.Assign;
import io.feedalign.ir.AxisAdd;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Form;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChainTest {
  private static final int SIZE = 5000;
  private static final Form VECTOR = Form.parameter(Shape.of(SIZE));

  private static Value value(int id, Form form) {
    return new Value(id, "v" + id, form);
  }

  private static float[] ramp(float slope) {
    float[] numbers = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      numbers[i] = slope * i;
    }
    return numbers;
  }

  /** Momentum and weight of one SGD step, both assigned in the chain that reads them. */
  @Test
  void everyReadSeesWhatWasThereBeforeTheChain() {
    Value weight = value(0, VECTOR);
    Value momentum = value(1, VECTOR);
    Value gradient = value(2, VECTOR);
    Value rate = value(3, Form.SCALAR);
    Value decayed = value(4, VECTOR);
    Value moved = value(5, VECTOR);
    Value scaled = value(6, VECTOR);
    Value next = value(7, VECTOR);
    Chain chain =
        new Chain(
            List.of(
                new Instruction(new Affine(0.5, 0), List.of(momentum), List.of(decayed)),
                binary(Binary.Function.ADD, decayed, gradient, moved),
                new Instruction(new Assign(), List.of(momentum, moved), List.of()),
                binary(Binary.Function.MULTIPLY, moved, rate, scaled),
                binary(Binary.Function.SUBTRACT, weight, scaled, next),
                new Instruction(new Assign(), List.of(weight, next), List.of())));
    Bench bench = new Bench(List.of(weight, momentum, gradient, rate));
    bench.bind(new Instruction(chain, List.of(momentum, gradient, rate, weight), List.of()));
    bench.write(weight, ramp(3f));
    bench.write(momentum, ramp(4f));
    bench.write(gradient, ramp(2f));
    bench.write(rate, new float[] {0.5f});
    bench.run();
    assertArrayEquals(ramp(4f), bench.read(momentum));
    assertArrayEquals(ramp(1f), bench.read(weight));
    bench.close();
  }

  @Test
  void anOutputMayTakeThePlaceOfAVectorAlongTheAxis() {
    Value x = value(0, Form.parameter(Shape.of(1, SIZE)));
    Value v = value(1, VECTOR);
    Value y = value(2, Form.parameter(Shape.of(1, SIZE)));
    Bench bench = new Bench(List.of(x, v));
    bench.alias(y, v);
    bench.bind(new Instruction(new AxisAdd(1), List.of(x, v), List.of(y)));
    bench.write(x, ramp(1f));
    bench.write(v, ramp(2f));
    bench.run();
    assertArrayEquals(ramp(3f), bench.read(v));
    bench.close();
  }

  @Test
  void aVectorMadeInTheChainMayBeAddedAlongItsOnlyAxis() {
    Value x = value(0, VECTOR);
    Value twice = value(1, VECTOR);
    Value y = value(2, VECTOR);
    Chain chain =
        new Chain(
            List.of(
                new Instruction(new Affine(2, 0), List.of(x), List.of(twice)),
                new Instruction(new AxisAdd(0), List.of(x, twice), List.of(y))));
    Bench bench = new Bench(List.of(x, y));
    bench.bind(new Instruction(chain, List.of(x), List.of(y)));
    bench.write(x, ramp(1f));
    bench.run();
    assertArrayEquals(ramp(3f), bench.read(y));
    bench.close();
  }

  @Test
  void registersAreGivenAgainAfterTheirLastReader() {
    Value x = value(0, VECTOR);
    Instruction[] steps = new Instruction[10];
    Value last = x;
    for (int i = 0; i < steps.length; i++) {
      Value next = value(i + 1, VECTOR);
      steps[i] = new Instruction(new Affine(1, 1), List.of(last), List.of(next));
      last = next;
    }
    RegisterFile file =
        new RegisterFile(List.of(steps).stream().map(Instruction::inputs).toList(), Set.of(last));
    file.take(x);
    for (int i = 0; i < steps.length; i++) {
      file.take(steps[i].output());
      file.forget(i);
    }
    assertEquals(2, file.count());
  }

  private static Instruction binary(Binary.Function function, Value a, Value b, Value y) {
    return new Instruction(new Binary(function), List.of(a, b), List.of(y));
  }

  /** Values side by side in one arena, and one bound instruction. */
  private static final class Bench implements AutoCloseable {
    private final Map<Value, Place> places = new HashMap<>();
    private final List<Value> visible;
    private final JavaBackend backend = new JavaBackend(2);
    private final Arena arena = backend.allocate(1 << 20, Lifetime.PERSISTENT);
    private Executable bound;

    Bench(List<Value> visible) {
      this.visible = visible;
      for (Value value : visible) {
        long bytes = 4 * value.shape().elements();
        places.put(value, new Place(Lifetime.PERSISTENT, places.size() * 32_768L, bytes));
      }
    }

    void alias(Value value, Value other) {
      places.put(value, places.getOrDefault(other, new Place(Lifetime.PERSISTENT, 0, 0)));
    }

    void bind(Instruction instruction) {
      MemoryPlan plan = new MemoryPlan(places, 0);
      Program program =
          new Program(
              "bench", Cadence.ON_DEMAND, List.of(instruction), List.of(), visible, List.of());
      bound = backend.bind(program, plan, new Arenas(arena, arena));
    }

    void write(Value value, float[] numbers) {
      bound.tensor(value).write(FloatBuffer.wrap(numbers));
    }

    float[] read(Value value) {
      return bound.tensor(value).toArray();
    }

    void run() {
      bound.run();
    }

    @Override
    public void close() {
      bound.close();
      arena.close();
      backend.close();
    }
  }
}
