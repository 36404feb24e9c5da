/** Rules that carry credit layer by layer, each through a weight-shaped tensor of its own. */
@NullMarked
package io.feedalign.rules.layerwise;

import org.jspecify.annotations.NullMarked;
