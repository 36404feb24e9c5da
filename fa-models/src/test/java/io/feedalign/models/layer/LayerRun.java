package io.feedalign.models.layer;

import io.feedalign.ir.Draw;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.nn.Call;
import io.feedalign.nn.Layer;
import io.feedalign.nn.Mode;
import io.feedalign.nn.Parameter;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.ReferenceBackend;
import io.feedalign.testkit.Rig;
import io.feedalign.testkit.Sketch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One layer on the reference backend, with its parameters as states. */
final class LayerRun {
  final Sketch sketch = new Sketch();
  private final Layer layer;
  private final Mode mode;
  private final Map<String, double[]> held;
  private final Map<String, Value> parameters = new HashMap<>();

  LayerRun(Layer layer, Mode mode, Map<String, double[]> held) {
    this.layer = layer;
    this.mode = mode;
    this.held = held;
  }

  static LayerRun of(Layer layer, Mode mode) {
    return new LayerRun(layer, mode, Map.of());
  }

  /** A feed that holds the given numbers. */
  Value feed(Shape shape, double... numbers) {
    return sketch.feed(Form.activation(shape), numbers);
  }

  /** The forward pass on the given inputs; parameters hold Gaussian numbers unless told. */
  Trace forward(Value... inputs) {
    for (Parameter parameter : layer.parameters()) {
      parameters.put(parameter.name(), state(parameter));
    }
    Draw draw = new Draw(7, sketch.integer(3));
    Call call = new Call(List.of(inputs), parameters, mode, draw);
    Trace trace = layer.forward(sketch.emit(), call);
    sketch.read(trace.output());
    return trace;
  }

  private Value state(Parameter parameter) {
    Form form = Form.parameter(parameter.shape());
    double[] numbers = held.get(parameter.name());
    return numbers == null ? sketch.normal(form) : sketch.state(form, numbers);
  }

  Value parameter(String name) {
    return parameters.get(name);
  }

  Value pullToInput(Trace trace, int slot, Value signal) {
    Value pulled = layer.pullToInput(sketch.emit(), trace, slot, signal);
    sketch.read(pulled);
    return pulled;
  }

  Value pullToParameter(Trace trace, String name, Value signal) {
    Parameter parameter =
        layer.parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    Value pulled = layer.pullToParameter(sketch.emit(), trace, parameter, signal);
    sketch.read(pulled);
    return pulled;
  }

  /** Runs the program so often and reads the values. */
  List<double[]> run(int times, Value... values) {
    List<double[]> numbers = new ArrayList<>();
    try (Rig rig = Rig.on(new ReferenceBackend(), sketch)) {
      for (int i = 0; i < times; i++) {
        rig.run();
      }
      for (Value value : values) {
        numbers.add(rig.read(value));
      }
    }
    return numbers;
  }

  double[] run(Value value) {
    return run(1, value).get(0);
  }
}
