/** Tensors on disk: the safetensors format, and files that are either whole or not there. */
@NullMarked
package io.feedalign.core.store;

import org.jspecify.annotations.NullMarked;
