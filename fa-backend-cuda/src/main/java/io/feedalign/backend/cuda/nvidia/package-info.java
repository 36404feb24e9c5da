/** The device port over CUDA itself. Nothing here is loaded before the ladder was climbed. */
@NullMarked
package io.feedalign.backend.cuda.nvidia;

import org.jspecify.annotations.NullMarked;
