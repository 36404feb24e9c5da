package io.feedalign.datasets.store;

/**
 * A published file, known by its content.
 *
 * @param name its name, without {@code .gz}
 * @param bytes its size, uncompressed
 * @param sha256 its digest, uncompressed, in lower-case hexadecimal
 */
public record KnownFile(String name, long bytes, String sha256) {}
