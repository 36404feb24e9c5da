package io.feedalign.backend;

import org.apiguardian.api.API;

/**
 * What a backend can do beyond computing in f32.
 *
 * <pre>{@code
 * boolean half = backend.capabilities().contains(Capability.BF16);
 * DType activations = half ? DType.BF16 : DType.F32;
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public enum Capability {
  /** Computes activations and signals in bfloat16. */
  BF16,
  /** Computes in double precision, whatever the element type says. */
  DOUBLE
}
