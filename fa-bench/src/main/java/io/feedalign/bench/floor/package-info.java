/** What a step would take if nothing but its arithmetic and its memory traffic took time. */
@NullMarked
package io.feedalign.bench.floor;

import org.jspecify.annotations.NullMarked;
