/** Distributions from which weights and biases start. */
@NullMarked
package io.feedalign.models.init;

import org.jspecify.annotations.NullMarked;
