package io.feedalign.backend;

import org.apiguardian.api.API;

/**
 * What a value needs in memory.
 *
 * @param bytes at least 0
 * @param alignment a power of two
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Storage(long bytes, int alignment) {}
