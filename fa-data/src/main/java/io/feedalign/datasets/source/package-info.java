/** Data sets and the readers of their files. */
@NullMarked
package io.feedalign.datasets.source;

import org.jspecify.annotations.NullMarked;
