/** What oneDNN's backend must keep. */
@NullMarked
package io.feedalign.backend.onednn;

import org.jspecify.annotations.NullMarked;
