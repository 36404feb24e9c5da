package io.feedalign.nn;

import io.feedalign.error.FaException;
import io.feedalign.ir.Draw;
import io.feedalign.ir.Value;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * What a layer is given for one forward pass.
 *
 * <pre>{@code
 * Value scaled = emit.scaleAxis(call.input(), call.parameter("gain"), 1);
 * Trace pass = Trace.of(call, scaled);
 * }</pre>
 *
 * @param inputs the values it reads, one per slot
 * @param parameters its parameters' values by name
 * @param mode for what the pass is made
 * @param draw its own stream of random numbers for this step
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Call(List<Value> inputs, Map<String, Value> parameters, Mode mode, Draw draw) {
  /** Copies the collections. */
  public Call {
    inputs = List.copyOf(inputs);
    parameters = Map.copyOf(parameters);
  }

  /** The first input. */
  public Value input() {
    return inputs.get(0);
  }

  /** The value of a parameter of this layer. */
  public Value parameter(String name) {
    Value value = parameters.get(name);
    if (value == null) {
      throw FaException.plugin(
          "A layer asked for its parameter '"
              + name
              + "', but declared only "
              + parameters.keySet()
              + ".");
    }
    return value;
  }
}
