/** A device that is no device: the same kernels, compiled as C++ and run in another process. */
@NullMarked
package io.feedalign.backend.cuda.host;

import org.jspecify.annotations.NullMarked;
