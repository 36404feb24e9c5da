package io.feedalign.datasets.pipeline;

import java.nio.FloatBuffer;

/** Samples of two pixels whose values tell their position, for tests. */
record Numbered(int count, int classes) implements Samples {
  @Override
  public int label(int position) {
    return position % classes;
  }

  @Override
  public void decode(int position, FloatBuffer into, int at) {
    into.put(at, position).put(at + 1, -position);
  }
}
