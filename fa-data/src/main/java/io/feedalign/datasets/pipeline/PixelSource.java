package io.feedalign.datasets.pipeline;

import io.feedalign.datasets.augment.Pixels;

/** Labelled images as they are stored, each found by its position, by any thread in any order. */
public interface PixelSource {
  /** Number of images. */
  int count();

  /** Class of an image, counted from 0. */
  int label(int position);

  /** An image; who gets it leaves it as it is. */
  Pixels pixels(int position);
}
