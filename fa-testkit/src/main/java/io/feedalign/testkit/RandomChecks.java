package io.feedalign.testkit;

import static io.feedalign.testkit.Closeness.assertSameBits;

import io.feedalign.backend.Backend;
import io.feedalign.ir.Form;
import io.feedalign.ir.Philox;
import io.feedalign.ir.Random;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.stream.Stream;

/** Random numbers are those of {@link Philox}, to the bit, whatever the layout. */
final class RandomChecks {

  private static final long KEY = Philox.key(11, "conv1.feedback");

  private RandomChecks() {}

  static Stream<Form> forms() {
    return Stream.of(
        Form.SCALAR,
        Form.parameter(Shape.of(3)),
        Form.parameter(Shape.of(17, 31)),
        Form.parameter(Shape.of(5, 3, 3, 3)),
        Form.activation(Shape.of(3, 5, 2, 7)));
  }

  static void check(Backend backend, Form form) {
    Sketch sketch = new Sketch();
    Value step = sketch.integer(0);
    Value uniform = sketch.apply(new Random(Random.Distribution.UNIFORM, KEY, form), step).get(0);
    Value normal = sketch.apply(new Random(Random.Distribution.NORMAL, KEY, form), step).get(0);
    try (Rig rig = Rig.on(backend, sketch)) {
      for (int at : new int[] {0, 1, 123_456}) {
        rig.write(step, at);
        rig.run();
        float[] wanted = new float[Math.toIntExact(form.shape().elements())];
        Philox.uniforms(KEY, at, 0, wanted, wanted.length);
        assertSameBits("uniform, step " + at, Numbers.widened(wanted), rig.read(uniform));
        Philox.normals(KEY, at, 0, wanted, wanted.length);
        assertSameBits("normal, step " + at, Numbers.widened(wanted), rig.read(normal));
      }
    }
  }
}
