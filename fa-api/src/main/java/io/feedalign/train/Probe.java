package io.feedalign.train;

import io.feedalign.ir.Emitter;
import org.apiguardian.api.API;

/**
 * Adds measurements to a program that runs now and then, on a fixed batch, changing nothing.
 *
 * <pre>{@code
 * record WeightNorm(String name) implements Probe {
 *   public void observe(ProbeContext context, Emitter emit) {
 *     context.synapses().forEach(it -> context.report(it.path(), emit.norm(it.weight())));
 *   }
 * }
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Probe {
  /** What it measures, such as {@code gradient-angle}. */
  String name();

  /** Writes the measurements. */
  void observe(ProbeContext context, Emitter emit);
}
