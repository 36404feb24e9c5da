package io.feedalign.datasets.source;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Mutants;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever the bytes, a reader of pictures takes them or refuses them in a sentence. */
class SourceFuzzTest {
  private static final byte[] IMAGES = IdxBytes.counting(Shape.of(4, 3, 3), 200);
  private static final byte[] LABELS = IdxBytes.counting(Shape.of(4), 3);

  /** As many as {@code -Dtest.mutants=} says. */
  private static final int NIGHTLY = Integer.getInteger("test.mutants", 50_000_000);

  @Test
  void aMillionMutantsOfIdx() {
    idx(1_000_000);
  }

  @Tag("nightly")
  @Test
  void manyMutantsOfIdx() {
    idx(NIGHTLY);
  }

  /** Half of them among the images, half among the labels. */
  private static void idx(int count) {
    int images =
        Mutants.of(20261123, IMAGES, IdxBytes.gzip(IMAGES))
            .accepted(
                count / 2, bytes -> IdxPair.read(IdxBytes.file(bytes), IdxBytes.file(LABELS), 10));
    int labels =
        Mutants.of(20261124, LABELS, IdxBytes.gzip(LABELS))
            .accepted(
                count / 2, bytes -> IdxPair.read(IdxBytes.file(IMAGES), IdxBytes.file(bytes), 10));
    assertTrue(images > 0 && images < count / 2, images + " images of " + count);
    assertTrue(labels > 0 && labels < count / 2, labels + " labels of " + count);
  }

  @Test
  void mutantsOfCifar() {
    cifar(20_000);
  }

  @Tag("nightly")
  @Test
  void manyMutantsOfCifar() {
    cifar(Math.min(NIGHTLY, 1_000_000));
  }

  private static void cifar(int count) {
    CifarFormat format = new CifarFormat(1, 10);
    byte[] sound = CifarBytes.records(format, 3, 2);
    int accepted =
        Mutants.of(10, sound, IdxBytes.gzip(sound))
            .accepted(count, bytes -> format.read(List.of(CifarBytes.data(sound, bytes))));
    assertTrue(accepted < count / 10, "the digest lets " + accepted + " pass");
  }
}
