/** The CUDA backend: whether it can run here, memory on a device, and programs bound to it. */
@NullMarked
package io.feedalign.backend.cuda;

import org.jspecify.annotations.NullMarked;
