/** The composition root: the only place that knows the container. */
@NullMarked
package io.feedalign.cli.wiring;

import org.jspecify.annotations.NullMarked;
