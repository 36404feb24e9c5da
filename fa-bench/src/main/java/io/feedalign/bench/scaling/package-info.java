/** How time and memory grow with batch size, depth and threads. */
@NullMarked
package io.feedalign.bench.scaling;

import org.jspecify.annotations.NullMarked;
