package io.feedalign.bench.archfixture.rules;

import io.feedalign.bench.archfixture.models.PlainLayer;
import io.feedalign.nn.Layer;

/** A rule that looks at a layer's class. */
public record KnowsModel() {
  /** Whether it is that one. */
  public boolean special(Layer layer) {
    return layer instanceof PlainLayer;
  }
}
