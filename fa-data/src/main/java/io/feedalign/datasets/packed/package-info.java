/** Pictures decoded and resized once, in one memory-mapped file. */
@NullMarked
package io.feedalign.datasets.packed;

import org.jspecify.annotations.NullMarked;
