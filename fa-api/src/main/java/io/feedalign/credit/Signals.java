package io.feedalign.credit;

import io.feedalign.ir.Value;
import org.apiguardian.api.API;

/**
 * Teaching signals, computed when asked for and remembered. Asking in a circle is an error that
 * names the edge; asking for the network's input's signal is allowed and costs what it costs.
 *
 * <pre>{@code
 * EdgeRule layered = (signals, emit) -> edge.pull(emit, signals.at(edge.output()), feedback);
 * EdgeRule direct = (signals, emit) -> emit.matmul(signals.outputError(), feedback);
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Signals {
  /** The signal at a forward value: the sum over the edges that leave it. */
  Value at(Value forward);

  /** The gradient of the loss at the network's output, divided by the batch size. */
  Value outputError();

  /** The target in the output's form (one-hot for classes). */
  Value target();
}
