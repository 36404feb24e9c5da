package io.feedalign.nn;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import org.apiguardian.api.API;

/**
 * A trilinear form and its three gradients, the only kernels that any rule needs: {@code <drive(x,
 * w), s> = <x, pull(s, w)> = <w, correlate(x, s)>} for every x, w and s.
 *
 * <pre>{@code
 * Synapse synapse = new DenseSynapse();
 * Value driven = synapse.drive(emit, x, weight);
 * Value exact = synapse.pull(emit, signal, weight, x.shape());
 * Value random = synapse.pull(emit, signal, feedback, x.shape()); // any tensor shaped like weight
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Synapse {
  /** Forward: what the postsynaptic units receive. */
  Value drive(Emitter emit, Value x, Value weight);

  /**
   * Backwards: what a signal at the output becomes at the input, through any weight-shaped tensor.
   *
   * @param input shape of the presynaptic value, with its batch axis
   */
  Value pull(Emitter emit, Value signal, Value weight, Shape input);

  /** Plasticity: presynaptic activity times postsynaptic signal, summed over the batch. */
  Value correlate(Emitter emit, Value x, Value signal);
}
