/** Weights of other frameworks, in and out by their names. */
@NullMarked
package io.feedalign.core.weights;

import org.jspecify.annotations.NullMarked;
