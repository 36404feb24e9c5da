package io.feedalign.testkit;

import io.feedalign.ir.Draw;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.nn.Call;
import io.feedalign.nn.Mode;
import io.feedalign.nn.Network;
import io.feedalign.nn.Node;
import io.feedalign.nn.Parameter;
import io.feedalign.nn.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network's forward pass written by hand, without a compiler: an opinion of its own. */
final class NetworkSketch {

  final Sketch sketch = new Sketch();
  final Map<String, Trace> traces = new LinkedHashMap<>();

  /**
   * The forward pass on a lesson.
   *
   * @param held numbers by path, parameters among them
   */
  NetworkSketch(Network network, Lesson lesson, Map<String, double[]> held) {
    Value x = sketch.feed(Form.activation(lesson.shape()), lesson.images());
    Value step = sketch.integer(0);
    List<Value> outputs = new ArrayList<>();
    for (Node node : network.nodes()) {
      List<Value> inputs =
          node.sources().stream()
              .map(source -> source == Node.INPUT ? x : outputs.get(source))
              .toList();
      Map<String, Value> parameters = new HashMap<>();
      for (Parameter parameter : node.layer().parameters()) {
        double[] numbers = of(held, node.pathOf(parameter));
        Form form = Form.parameter(parameter.shape());
        parameters.put(parameter.name(), sketch.state(form, numbers));
      }
      Call call = new Call(inputs, parameters, Mode.OBSERVE, new Draw(0, step));
      Trace trace = node.layer().forward(sketch.emit(), call);
      traces.put(node.path(), trace);
      outputs.add(trace.output());
    }
  }

  /** The numbers of a path, which must be there. */
  static double[] of(Map<String, double[]> numbers, String path) {
    return Checks.known(numbers.get(path), "There is no '" + path + "' among " + numbers.keySet());
  }
}
