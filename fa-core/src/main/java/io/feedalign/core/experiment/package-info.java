/** From a configuration tree to resolved objects, collecting every mistake before failing. */
@NullMarked
package io.feedalign.core.experiment;

import org.jspecify.annotations.NullMarked;
