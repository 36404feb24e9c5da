package io.feedalign.nn;

import io.feedalign.error.FaException;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.List;
import org.apiguardian.api.API;

/**
 * A differentiable piece of a network. Its two pullbacks are separate on purpose: transport (to the
 * input) is not plasticity (to the parameters).
 *
 * <p>Layers are immutable and hold no tensors.
 *
 * <pre>{@code
 * record Doubling() implements Layer {
 *   public Shape outputShape(List<Shape> inputs) { return inputs.get(0); }
 *   public Trace forward(Emitter emit, Call call) {
 *     return Trace.of(call, emit.scale(call.input(), 2));
 *   }
 *   public Value pullToInput(Emitter emit, Trace trace, int slot, Value signal) {
 *     return emit.scale(signal, 2);
 *   }
 * }
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Layer {
  /** What it keeps between passes; none by default. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /**
   * Output shape for input shapes, all with their batch axis.
   *
   * @throws FaException (USER) saying what does not fit and what would
   */
  Shape outputShape(List<Shape> inputs);

  /** Writes the forward pass. */
  Trace forward(Emitter emit, Call call);

  /** Writes the exact signal at an input, given the one at the output. */
  Value pullToInput(Emitter emit, Trace trace, int slot, Value signal);

  /** Writes the exact gradient of a trainable parameter, given the signal at the output. */
  default Value pullToParameter(Emitter emit, Trace trace, Parameter parameter, Value signal) {
    throw FaException.plugin(
        getClass().getName()
            + " declares a trainable parameter '"
            + parameter.name()
            + "' but doesn't override pullToParameter.");
  }
}
