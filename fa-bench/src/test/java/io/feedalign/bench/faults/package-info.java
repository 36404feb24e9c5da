/** Faults that a change could bring into the sources, and the tests that each of them fails. */
@NullMarked
package io.feedalign.bench.faults;

import org.jspecify.annotations.NullMarked;
