/** The same training in libtorch, side by side with ours. */
@NullMarked
package io.feedalign.bench.peer;

import org.jspecify.annotations.NullMarked;
