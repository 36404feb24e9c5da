package io.feedalign.spi;

import io.feedalign.train.Probe;
import org.apiguardian.api.API;

/**
 * Makes a probe.
 *
 * <pre>{@code
 * final class WeightNormProvider implements ProbeProvider {
 *   record WeightNorm(String name) implements Probe {
 *     public void observe(ProbeContext context, Emitter emit) {
 *       context.synapses().forEach(it -> context.report(it.path(), emit.norm(it.weight())));
 *     }
 *   }
 *   public String name() { return "weight-norm"; }
 *   public String description() { return "Frobenius norm of each weight."; }
 *   public Probe create(Settings settings) { return new WeightNorm(name()); }
 * }
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface ProbeProvider extends Provider<Probe> {}
