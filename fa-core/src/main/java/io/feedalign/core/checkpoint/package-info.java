/** Runs kept on disk so that they survive whatever happens, and go on to the same bits. */
@NullMarked
package io.feedalign.core.checkpoint;

import org.jspecify.annotations.NullMarked;
