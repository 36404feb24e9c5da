/** The update chain: how gradients become weight changes, and constraints as its last link. */
@NullMarked
package io.feedalign.optim;

import org.jspecify.annotations.NullMarked;
