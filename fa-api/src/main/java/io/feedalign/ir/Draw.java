package io.feedalign.ir;

import org.apiguardian.api.API;

/**
 * The name of a stream of random numbers.
 *
 * <pre>{@code
 * Draw draw = new Draw(Philox.key(seed, "conv1/noise"), step);
 * Value noise = emit.normal(0.1, x.form(), draw); // other numbers in each step
 * }</pre>
 *
 * @param key from {@link Philox#key}: seed and path
 * @param step the I32 scalar that tells one draw from the next
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Draw(long key, Value step) {}
