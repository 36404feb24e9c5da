package io.feedalign.testkit;

import io.feedalign.ir.Draw;
import io.feedalign.ir.Form;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import io.feedalign.nn.Call;
import io.feedalign.nn.Mode;
import io.feedalign.nn.Parameter;
import io.feedalign.nn.Trace;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One layer with numbers around it: its forward pass, a signal at its output, all its pullbacks.
 */
final class LayerBench {

  private static final long KEY = 0x5eed;

  final Sketch sketch = new Sketch();
  final List<Value> inputs = new ArrayList<>();
  final Map<Parameter, Value> parameters = new LinkedHashMap<>();
  final Value step;
  final Trace trace;
  final Value signal;

  private final LayerCase subject;
  private final int forward;

  LayerBench(LayerCase subject, Mode mode) {
    this.subject = subject;
    for (Shape shape : subject.inputs()) {
      inputs.add(sketch.normal(Form.activation(shape)));
    }
    Map<String, Value> byName = new HashMap<>();
    for (Parameter parameter : subject.layer().parameters()) {
      Value value = sketch.state(Form.parameter(parameter.shape()), numbers(parameter));
      parameters.put(parameter, value);
      byName.put(parameter.name(), value);
    }
    step = sketch.integer(0);
    Call call = new Call(inputs, byName, mode, new Draw(KEY, step));
    trace = subject.layer().forward(sketch.emit(), call);
    signal = sketch.normal(trace.output().form());
    forward = sketch.program().body().size();
    sketch.read(trace.output());
  }

  /** Gains and statistics are positive: one of them is a variance. */
  private static double[] numbers(Parameter parameter) {
    long key = parameter.name().hashCode();
    boolean positive =
        parameter.role() == Parameter.Role.STATISTIC || parameter.role() == Parameter.Role.GAIN;
    return positive
        ? Numbers.uniform(key, 0.5, 1.5, parameter.shape())
        : Numbers.normal(key, parameter.shape());
  }

  Value pullToInput(int slot) {
    Value pulled = subject.layer().pullToInput(sketch.emit(), trace, slot, signal);
    sketch.read(pulled);
    return pulled;
  }

  Value pullToParameter(Parameter parameter) {
    Value pulled = subject.layer().pullToParameter(sketch.emit(), trace, parameter, signal);
    sketch.read(pulled);
    return pulled;
  }

  /** Everything that can be differentiated, and what the layer's pullbacks say about it. */
  Map<Value, Value> pulls() {
    Map<Value, Value> pulls = new LinkedHashMap<>();
    for (int slot = 0; slot < inputs.size(); slot++) {
      pulls.put(inputs.get(slot), pullToInput(slot));
    }
    parameters.forEach(
        (parameter, value) -> {
          if (parameter.trainable()) {
            pulls.put(value, pullToParameter(parameter));
          }
        });
    return pulls;
  }

  /** What was written after the forward pass. */
  List<Instruction> backward() {
    List<Instruction> body = sketch.program().body();
    return body.subList(forward, body.size());
  }
}
