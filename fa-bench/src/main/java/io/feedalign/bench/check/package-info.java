/** Whether something became slower: ratios of what is measured now, beside those of a baseline. */
@NullMarked
package io.feedalign.bench.check;

import org.jspecify.annotations.NullMarked;
