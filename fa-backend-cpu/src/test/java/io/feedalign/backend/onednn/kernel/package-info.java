/** What oneDNN's backend must keep. */
@NullMarked
package io.feedalign.backend.onednn.kernel;

import org.jspecify.annotations.NullMarked;
