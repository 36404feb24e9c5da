/** The fast CPU backend: oneDNN's primitives, created and bound to memory once. */
@NullMarked
package io.feedalign.backend.onednn;

import org.jspecify.annotations.NullMarked;
