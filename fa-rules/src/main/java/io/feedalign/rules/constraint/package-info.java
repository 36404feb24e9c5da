/** Constraints: the last link of the update chain, whatever rule taught the weights. */
@NullMarked
package io.feedalign.rules.constraint;

import org.jspecify.annotations.NullMarked;
