/** One GPU as a port: memory, kernels, library calls, graphs. Knows no instruction. */
@NullMarked
package io.feedalign.backend.cuda.device;

import org.jspecify.annotations.NullMarked;
