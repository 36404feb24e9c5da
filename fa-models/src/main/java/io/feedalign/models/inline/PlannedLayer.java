package io.feedalign.models.inline;

import io.feedalign.spi.Settings;

/**
 * One layer as it was written, checked but not yet built: that needs the shape below it.
 *
 * @param place where it stands, such as {@code layers[2].conv}
 */
record PlannedLayer(String place, LayerKind kind, Settings settings) {}
