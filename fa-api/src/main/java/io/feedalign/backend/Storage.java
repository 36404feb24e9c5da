package io.feedalign.backend;

import org.apiguardian.api.API;

/**
 * What a value needs in memory.
 *
 * <pre>{@code
 * Storage floats = new Storage(x.shape().elements() * x.type().bytes(), 64);
 * Storage none = new Storage(0, 1); // a value that shares another's place
 * }</pre>
 *
 * @param bytes at least 0
 * @param alignment a power of two
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Storage(long bytes, int alignment) {}
