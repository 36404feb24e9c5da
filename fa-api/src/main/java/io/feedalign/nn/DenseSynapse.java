package io.feedalign.nn;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import org.apiguardian.api.API;

/**
 * The three verbs of a matrix (out, in): {@code x WT}, {@code s W} and {@code sT x}.
 *
 * <pre>{@code
 * Synapse synapse = new DenseSynapse();
 * Value driven = synapse.drive(emit, x, weight);       // (N, out)
 * Value gradient = synapse.correlate(emit, x, signal); // (out, in), summed over the batch
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public record DenseSynapse() implements Synapse {
  @Override
  public Value drive(Emitter emit, Value x, Value weight) {
    return emit.matmulTransposedB(x, weight);
  }

  @Override
  public Value pull(Emitter emit, Value signal, Value weight, Shape input) {
    return emit.matmul(signal, weight);
  }

  @Override
  public Value correlate(Emitter emit, Value x, Value signal) {
    return emit.matmulTransposedA(signal, x);
  }
}
