package io.feedalign.ir;

import java.nio.charset.StandardCharsets;
import org.apiguardian.api.API;

/**
 * Counter-based random numbers, Philox 4x32 with 10 rounds (Salmon, Moraes, Dror, Shaw 2011):
 * element i of a stream is a pure function of (key, step, i), whoever asks for it and in whatever
 * order. Element i is word {@code i mod 4} of block {@code i / 4}.
 *
 * <p>Pure Java arithmetic, so that the bits are the same on every machine and backend.
 *
 * <pre>{@code
 * long key = Philox.key(seed, "conv1/feedback");
 * float[] four = new float[4];
 * Philox.normals(key, 0, 0, four, 4);
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Philox {
  private static final int ROUNDS = 10;
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final long LOW = 0xFFFFFFFFL;
  private static final float TO_UNIT = 0x1p-24f;

  private Philox() {}

  /** The key of a stream named by a seed and a path: FNV-1a of the path, mixed with the seed. */
  public static long key(long seed, String path) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return mix(hash ^ mix(seed + 0x9E3779B97F4A7C15L));
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }

  /**
   * The four words of one block.
   *
   * @param words receives the four words at its front
   */
  public static void block(long key, int step, long block, int[] words) {
    int c0 = (int) block;
    int c1 = (int) (block >>> 32);
    int c2 = step;
    int c3 = 0;
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long p0 = MULTIPLIER_0 * (c0 & LOW);
      long p1 = MULTIPLIER_1 * (c2 & LOW);
      int n0 = (int) (p1 >>> 32) ^ c1 ^ k0;
      int n2 = (int) (p0 >>> 32) ^ c3 ^ k1;
      c1 = (int) p1;
      c3 = (int) p0;
      c0 = n0;
      c2 = n2;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    words[0] = c0;
    words[1] = c1;
    words[2] = c2;
    words[3] = c3;
  }

  /**
   * Fills the front of an array with uniform numbers in [0, 1) of 24 bits.
   *
   * @param first index of the first element in its stream; a multiple of 4
   */
  public static void uniforms(long key, int step, long first, float[] into, int count) {
    new Stream(key).uniforms(step, first, into, count);
  }

  /**
   * Fills the front of an array with standard Gaussian numbers: the inverse distribution function
   * of the same 24 bits, so that one word makes one number.
   *
   * @param first index of the first element in its stream; a multiple of 4
   */
  public static void normals(long key, int step, long first, float[] into, int count) {
    new Stream(key).normals(step, first, into, count);
  }

  /**
   * A whole number in [0, bound), for shuffles: element {@code index} of the stream, scaled by its
   * high 32 bits (bias below {@code bound / 2^32}).
   */
  public static int below(long key, int step, long index, int bound) {
    int[] words = new int[4];
    block(key, step, index >>> 2, words);
    return (int) (((words[(int) (index & 3)] & LOW) * bound) >>> 32);
  }

  /**
   * The numbers of one key, drawn again and again without a new object. Not for several threads.
   */
  @API(status = API.Status.STABLE, since = "0.1")
  public static final class Stream {
    private static final int CHUNK = 512;

    private final long key;
    private final int[] words = new int[4];
    private final double[] probabilities = new double[CHUNK];
    private final double[] quantiles = new double[CHUNK];

    /** The stream of a key. */
    public Stream(long key) {
      this.key = key;
    }

    /** As {@link Philox#uniforms}. */
    public void uniforms(int step, long first, float[] into, int count) {
      for (int i = 0; i < count; i += 4) {
        block(key, step, (first + i) >>> 2, words);
        for (int j = 0; j < Math.min(4, count - i); j++) {
          into[i + j] = (words[j] >>> 8) * TO_UNIT;
        }
      }
    }

    /** As {@link Philox#normals}. */
    public void normals(int step, long first, float[] into, int count) {
      for (int start = 0; start < count; start += CHUNK) {
        int n = Math.min(CHUNK, count - start);
        probabilities(step, first + start, n);
        NormalQuantile.central(probabilities, quantiles, n);
        for (int i = 0; i < n; i++) {
          into[start + i] = (float) NormalQuantile.at(probabilities[i], quantiles[i]);
        }
      }
    }

    private void probabilities(int step, long first, int count) {
      for (int i = 0; i < count; i += 4) {
        block(key, step, (first + i) >>> 2, words);
        for (int j = 0; j < Math.min(4, count - i); j++) {
          probabilities[i + j] = ((words[j] >>> 8) + 0.5) * 0x1p-24;
        }
      }
    }
  }
}
