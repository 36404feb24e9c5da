/** How long it takes from starting a JVM to the first learning step. */
@NullMarked
package io.feedalign.bench.start;

import org.jspecify.annotations.NullMarked;
