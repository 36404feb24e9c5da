/** Labelled images in splits, streamed in batches that fill staging memory. */
@NullMarked
package io.feedalign.data;

import org.jspecify.annotations.NullMarked;
