package io.feedalign.nn;

import io.feedalign.error.FaException;
import io.feedalign.ir.Value;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * One forward pass of a layer: what it was given, what it gave, and what its pullbacks need
 * besides.
 *
 * <pre>{@code
 * List<Value> pooled = emit.write(new MaxPool(Geometry.square(2, 2, 0)), call.input());
 * Trace trace = new Trace(call, pooled.get(0), Map.of("choice", pooled.get(1)));
 * Value choice = trace.kept("choice"); // later, in pullToInput
 * }</pre>
 *
 * @param call what it was given
 * @param output what it gave
 * @param kept further values for the pullbacks, by name
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Trace(Call call, Value output, Map<String, Value> kept) {
  /** Copies the map. */
  public Trace {
    kept = Map.copyOf(kept);
  }

  /** A pass whose pullbacks need nothing but inputs, parameters and output. */
  public static Trace of(Call call, Value output) {
    return new Trace(call, output, Map.of());
  }

  /** A kept value. */
  public Value kept(String name) {
    Value value = kept.get(name);
    if (value == null) {
      throw FaException.plugin(
          "A layer asked its trace for '" + name + "', but kept only " + kept.keySet() + ".");
    }
    return value;
  }
}
