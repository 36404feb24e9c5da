package io.feedalign.datasets.source;

import io.feedalign.error.FaException;
import io.feedalign.tensor.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever the bytes, only a {@link FaException} leaves the reader. */
class IdxFuzzTest {
  private static final byte[] IMAGES = IdxBytes.counting(Shape.of(4, 3, 3), 200);
  private static final byte[] LABELS = IdxBytes.counting(Shape.of(4), 3);

  @Test
  void onlyFaExceptionEscapesFromAMillionMutants() {
    mutate(1_000_000, 20261123);
  }

  private static void mutate(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[][] images = {IMAGES, IdxBytes.gzip(IMAGES)};
    byte[][] labels = {LABELS, IdxBytes.gzip(LABELS)};
    for (int i = 0; i < count; i++) {
      byte[] image = random.nextInt(4) == 0 ? images[0] : mutant(images[i & 1], random);
      byte[] label = mutant(labels[i >> 1 & 1], random);
      try {
        IdxPair.read(IdxBytes.file(image), IdxBytes.file(label), 10);
      } catch (FaException expected) {
        // what it may throw
      } catch (Throwable e) {
        throw new AssertionError("seed " + seed + ", mutant " + i, e);
      }
    }
  }

  private static byte[] mutant(byte[] sound, SplittableRandom random) {
    byte[] mutant = sound.clone();
    for (int edits = 1 + random.nextInt(4); edits > 0 && mutant.length > 0; edits--) {
      int at = random.nextInt(mutant.length);
      switch (random.nextInt(5)) {
        case 0:
          mutant[at] ^= (byte) (1 << random.nextInt(8));
          break;
        case 1:
          mutant[at] = (byte) random.nextInt(256);
          break;
        case 2:
          mutant = Arrays.copyOf(mutant, at);
          break;
        case 3:
          mutant = Arrays.copyOf(mutant, mutant.length + random.nextInt(9));
          break;
        default:
          System.arraycopy(mutant, at, mutant, 0, mutant.length - at);
      }
    }
    return mutant;
  }
}
