/** How each operation becomes oneDNN primitives. */
@NullMarked
package io.feedalign.backend.onednn.kernel;

import org.jspecify.annotations.NullMarked;
