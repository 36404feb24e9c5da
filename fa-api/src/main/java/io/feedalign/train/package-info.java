/** What a training run tells its listeners, and the probes that measure it. */
@NullMarked
package io.feedalign.train;

import org.jspecify.annotations.NullMarked;
