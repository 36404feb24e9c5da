/** The portable CPU backend: heavy operations by ND4J, the rest by the shared Java kernels. */
@NullMarked
package io.feedalign.backend.nd4j;

import org.jspecify.annotations.NullMarked;
