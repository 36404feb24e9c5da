package io.feedalign.backend;

import org.apiguardian.api.API;

/**
 * Where a value lies.
 *
 * <pre>{@code
 * Place first = new Place(Lifetime.SCRATCH, 0, 4096);
 * Place next = new Place(Lifetime.SCRATCH, first.offset() + first.bytes(), 1024);
 * }</pre>
 *
 * @param lifetime in which arena
 * @param offset from the arena's start, in bytes
 * @param bytes its size
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Place(Lifetime lifetime, long offset, long bytes) {}
