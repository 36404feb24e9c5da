/** A catalogue of named plugins over ServiceLoader: an ordinary object, never static. */
@NullMarked
package io.feedalign.core.plugin;

import org.jspecify.annotations.NullMarked;
