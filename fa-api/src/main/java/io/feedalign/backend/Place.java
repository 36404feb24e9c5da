package io.feedalign.backend;

import org.apiguardian.api.API;

/**
 * Where a value lies.
 *
 * @param lifetime in which arena
 * @param offset from the arena's start, in bytes
 * @param bytes its size
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Place(Lifetime lifetime, long offset, long bytes) {}
