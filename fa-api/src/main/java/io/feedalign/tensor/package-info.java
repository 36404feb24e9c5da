/** Places in memory and their shapes. A tensor is not an operator library. */
@NullMarked
package io.feedalign.tensor;

import org.jspecify.annotations.NullMarked;
