package io.feedalign.datasets.pipeline;

import java.nio.FloatBuffer;

/** Labelled images, each found by its position, that any thread can decode in any order. */
public interface Samples {
  /** Number of images. */
  int count();

  /** Class of an image, counted from 0. */
  int label(int position);

  /** Writes an image's normalised pixels, channels last, from an absolute place in a buffer on. */
  void decode(int position, FloatBuffer into, int at);

  /**
   * The same images as one epoch of learning sees them: changed at random, if they are augmented.
   *
   * @param seed names what is drawn, together with the epoch and an image's position
   */
  default Samples learning(long seed, int epoch) {
    return this;
  }
}
