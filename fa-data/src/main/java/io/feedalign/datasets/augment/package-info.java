/** Changes to images: at random for learning, by a fixed rule for scoring. */
@NullMarked
package io.feedalign.datasets.augment;

import org.jspecify.annotations.NullMarked;
