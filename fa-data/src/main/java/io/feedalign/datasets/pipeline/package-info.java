/** From stored samples to shuffled, normalised batches in staging memory. */
@NullMarked
package io.feedalign.datasets.pipeline;

import org.jspecify.annotations.NullMarked;
