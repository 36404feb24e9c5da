/** The CUDA backend; in this version, only the truth about why it is not available. */
@NullMarked
package io.feedalign.backend.cuda;

import org.jspecify.annotations.NullMarked;
