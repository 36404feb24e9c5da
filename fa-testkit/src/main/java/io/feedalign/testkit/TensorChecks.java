package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.backend.Backend;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Layout;
import io.feedalign.tensor.Shape;
import io.feedalign.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Copying numbers into and out of a backend's memory. */
final class TensorChecks {

  static final List<Form> FORMS =
      List.of(
          Form.SCALAR,
          Form.parameter(Shape.of(5)),
          Form.parameter(Shape.of(4, 3, 2, 5)),
          Form.activation(Shape.of(2, 3, 4, 5)),
          Form.activation(Shape.of(3, 1, 7, 2)),
          Form.activation(Shape.of(1, 6, 1, 1)));

  private TensorChecks() {}

  static Map<String, Consumer<Backend>> all() {
    Map<String, Consumer<Backend>> checks = new LinkedHashMap<>();
    for (Form form : FORMS) {
      checks.put("describes itself " + form, backend -> with(backend, form, describes(form)));
      checks.put("floats " + form, backend -> with(backend, form, TensorChecks::floats));
      checks.put("doubles " + form, backend -> with(backend, form, TensorChecks::doubles));
      checks.put("in its own layout " + form, backend -> with(backend, form, inLayout(form)));
    }
    checks.put("integers", backend -> with(backend, integers(), TensorChecks::integers));
    return checks;
  }

  static void startsAsZeros(Backend backend) {
    for (Form form : FORMS) {
      with(backend, form, t -> assertArrayEquals(new float[t.toArray().length], t.toArray()));
    }
  }

  private static Form integers() {
    return Form.integers(Shape.of(9));
  }

  /** A tensor whose numbers nobody has written yet. */
  private static void with(Backend backend, Form form, Consumer<Tensor> check) {
    Sketch sketch = new Sketch();
    double[] unused = new double[Math.toIntExact(form.shape().elements())];
    Value state = sketch.state(form, unused);
    try (Rig rig = new Rig(backend, sketch.program(), Placement.separate())) {
      check.accept(rig.tensor(state));
    }
  }

  private static Consumer<Tensor> describes(Form form) {
    return tensor -> {
      assertEquals(form.shape(), tensor.shape());
      assertEquals(form.type(), tensor.type());
      assertEquals(form.layout(), tensor.layout());
    };
  }

  private static float[] sample(Tensor tensor) {
    float[] numbers = new float[Math.toIntExact(tensor.shape().elements())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i + 0.5f;
    }
    return numbers;
  }

  private static void floats(Tensor tensor) {
    float[] numbers = sample(tensor);
    tensor.write(FloatBuffer.wrap(numbers));
    assertArrayEquals(numbers, tensor.toArray());
    FloatBuffer direct = direct(numbers.length);
    tensor.read(direct);
    assertEquals(0, direct.remaining(), "read() leaves room in the buffer");
    FloatBuffer shifted = FloatBuffer.allocate(numbers.length + 2);
    shifted.position(2);
    tensor.read(shifted);
    assertEquals(numbers[0], shifted.get(2), "read() starts at the buffer's position");
  }

  private static void doubles(Tensor tensor) {
    double[] numbers = Numbers.widened(sample(tensor));
    tensor.write(DoubleBuffer.wrap(numbers));
    double[] back = new double[numbers.length];
    tensor.read(DoubleBuffer.wrap(back));
    assertArrayEquals(numbers, back);
  }

  private static void integers(Tensor tensor) {
    int[] numbers = {-1, 0, 1, 7, 1 << 30, Integer.MIN_VALUE, Integer.MAX_VALUE, 16_777_217, 3};
    tensor.write(IntBuffer.wrap(numbers));
    int[] back = new int[numbers.length];
    tensor.read(IntBuffer.wrap(back));
    assertArrayEquals(numbers, back);
  }

  private static Consumer<Tensor> inLayout(Form form) {
    return tensor -> {
      float[] logical = sample(tensor);
      FloatBuffer memory = direct(logical.length);
      for (int i = 0; i < logical.length; i++) {
        memory.put(position(form, i), logical[i]);
      }
      tensor.writeInLayout(memory);
      assertArrayEquals(logical, tensor.toArray());
    };
  }

  /** Where in memory the element of a logical index lies. */
  private static int position(Form form, int index) {
    if (form.layout() == Layout.ROW_MAJOR) {
      return index;
    }
    Shape s = form.shape();
    int column = index % s.size(3);
    int row = index / s.size(3) % s.size(2);
    int channel = index / s.size(3) / s.size(2) % s.size(1);
    int sample = index / s.size(3) / s.size(2) / s.size(1);
    return ((sample * s.size(2) + row) * s.size(3) + column) * s.size(1) + channel;
  }

  private static FloatBuffer direct(int length) {
    return ByteBuffer.allocateDirect(length * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
