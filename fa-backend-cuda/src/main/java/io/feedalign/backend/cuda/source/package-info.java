/** The text of CUDA kernels, made for the shapes of an instruction. Needs no device. */
@NullMarked
package io.feedalign.backend.cuda.source;

import org.jspecify.annotations.NullMarked;
