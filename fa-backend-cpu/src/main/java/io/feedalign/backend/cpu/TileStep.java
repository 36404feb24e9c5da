package io.feedalign.backend.cpu;

/** One pointwise operation on one tile held in registers: small arrays of a thread's own. */
@FunctionalInterface
interface TileStep {
  /**
   * Computes.
   *
   * @param registers the thread's registers
   * @param first index of the tile's first element in memory
   * @param n elements in the tile
   */
  void run(float[][] registers, int first, int n);
}
