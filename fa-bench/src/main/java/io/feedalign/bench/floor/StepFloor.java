package io.feedalign.bench.floor;

/**
 * The least that a whole program takes: its convolutions and matrix products as oneDNN alone does
 * them, and one pass over the bytes that must move besides.
 *
 * @param productSeconds convolutions and matrix products
 * @param flops theirs
 * @param byteSeconds the bytes at the bandwidth of memory
 * @param bytes which no product moves, though every pointwise step is merged with what it follows
 */
public record StepFloor(double productSeconds, long flops, double byteSeconds, long bytes) {
  /** Both parts. */
  public double seconds() {
    return productSeconds + byteSeconds;
  }
}
