package io.feedalign.backend.cuda.device;

/**
 * How many threads run a kernel, along one axis.
 *
 * @param blocks at least 1
 * @param threads in each block; at most 1024
 */
public record LaunchShape(int blocks, int threads) {
  /** Threads of a block where nothing else asks for another number. */
  public static final int THREADS = 256;

  /** Enough blocks of the usual size for so many independent elements. */
  public static LaunchShape over(long elements) {
    return new LaunchShape(
        Math.toIntExact(Math.max(1, (elements + THREADS - 1) / THREADS)), THREADS);
  }
}
