/** Convolution, matrix product, pooling and normalisation over ND4J. */
@NullMarked
package io.feedalign.backend.nd4j.kernel;

import org.jspecify.annotations.NullMarked;
