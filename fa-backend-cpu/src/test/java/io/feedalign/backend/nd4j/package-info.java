/** Tests of the ND4J backend. */
@NullMarked
package io.feedalign.backend.nd4j;

import org.jspecify.annotations.NullMarked;
