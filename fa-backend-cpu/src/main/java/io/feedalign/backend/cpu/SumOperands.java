package io.feedalign.backend.cpu;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where a sum reads and writes.
 *
 * @param second the other factor of an inner product; none for a plain sum
 */
record SumOperands(Elements first, @Nullable Elements second, FloatBuffer result) {}
