/**
 * What the CPU backends share: memory, threads, pointwise chains, reductions, random numbers, loss.
 */
@NullMarked
package io.feedalign.backend.cpu;

import org.jspecify.annotations.NullMarked;
