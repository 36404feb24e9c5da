/** Compiled networks, and the loops that train and score them. No rule is known here. */
@NullMarked
package io.feedalign.core.run;

import org.jspecify.annotations.NullMarked;
