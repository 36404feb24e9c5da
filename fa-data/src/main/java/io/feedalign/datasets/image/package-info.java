/** Encoded pictures, from a folder or a tar, decoded and cropped to batches by several workers. */
@NullMarked
package io.feedalign.datasets.image;

import org.jspecify.annotations.NullMarked;
