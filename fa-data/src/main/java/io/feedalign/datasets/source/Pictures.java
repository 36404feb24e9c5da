package io.feedalign.datasets.source;

import io.feedalign.tensor.Shape;

/**
 * Labelled pictures of one size.
 *
 * @param pixels unsigned bytes, picture by picture, channels last
 * @param labels a class for each picture
 * @param shape (C, H, W) of a picture
 */
record Pictures(byte[] pixels, int[] labels, Shape shape) {}
