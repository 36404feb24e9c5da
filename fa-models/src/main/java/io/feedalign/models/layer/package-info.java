/** Layers and the loss heads, each with its exact pullbacks. None knows a rule or a backend. */
@NullMarked
package io.feedalign.models.layer;

import org.jspecify.annotations.NullMarked;
