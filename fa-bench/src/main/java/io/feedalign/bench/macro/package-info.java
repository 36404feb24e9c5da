/** Whole learning steps, timed: images per second per rule per model. */
@NullMarked
package io.feedalign.bench.macro;

import org.jspecify.annotations.NullMarked;
