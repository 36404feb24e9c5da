package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.ir.Draw;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.nn.Mode;
import io.feedalign.nn.Parameter;
import io.feedalign.tensor.Shape;
import java.util.HashSet;
import java.util.Set;

/** Shapes, forms and names of a layer. */
final class LayerShapes {

  private LayerShapes() {}

  static void forward(LayerCase subject) {
    Shape promised = subject.layer().outputShape(subject.inputs());
    assertEquals(subject.inputs().get(0).size(0), promised.size(0), "the batch axis");
    for (Mode mode : Mode.values()) {
      Value output = new LayerBench(subject, mode).trace.output();
      assertEquals(Form.activation(promised), output.form(), "output in mode " + mode);
    }
  }

  static void pullbacks(LayerCase subject) {
    LayerBench bench = new LayerBench(subject, Mode.OBSERVE);
    bench
        .pulls()
        .forEach((at, pulled) -> assertEquals(at.form(), pulled.form(), "signal at " + at));
  }

  static void parameters(LayerCase subject) {
    Set<String> names = new HashSet<>();
    for (Parameter parameter : subject.layer().parameters()) {
      String name = parameter.name();
      assertTrue(name.matches("[a-z][a-z0-9_]*"), "parameter name '" + name + "'");
      assertTrue(names.add(name), "two parameters named '" + name + "'");
      Sketch sketch = new Sketch();
      Draw draw = new Draw(1, sketch.integer(0));
      Value drawn = parameter.initializer().draw(sketch.emit(), parameter.shape(), draw);
      assertEquals(Form.parameter(parameter.shape()), drawn.form(), "initial " + name);
    }
  }
}
