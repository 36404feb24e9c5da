package io.feedalign.datasets.source;

import io.feedalign.datasets.store.Sha256;
import io.feedalign.error.FaException;
import io.feedalign.ir.Philox;
import io.feedalign.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Uniform byte images and who labels them, all named by a seed.
 *
 * @param shape (C, H, W) of an image
 * @param classes number of classes
 * @param seed names everything drawn
 */
record NoiseImages(Shape shape, int classes, long seed) {
  static final long MAX_BYTES = 1L << 30;
  private static final long MAX_TEACHER = 1L << 26;

  /** Images, one after the other, and a label for each. */
  record Labelled(byte[] pixels, int[] labels) {
    String sha256() {
      ByteBuffer packed = ByteBuffer.allocate(4 * labels.length);
      packed.asIntBuffer().put(labels);
      return Sha256.of(pixels, packed.array());
    }
  }

  /**
   * The images of one part, the same at every call.
   *
   * @param part names the draw
   * @param taught whether a linear teacher labels them, or chance
   */
  Labelled draw(String part, int count, boolean taught) {
    limit(part, count * shape.elements(), MAX_BYTES, "pixels");
    byte[] pixels = pixels(part, Math.toIntExact(count * shape.elements()));
    return new Labelled(pixels, taught ? teach(pixels, count) : chance(part, count));
  }

  private byte[] pixels(String part, int size) {
    long key = Philox.key(seed, "synthetic/" + part + "/pixels");
    ByteBuffer pixels = ByteBuffer.allocate((size + 15) / 16 * 16);
    int[] words = new int[4];
    for (int block = 0; pixels.hasRemaining(); block++) {
      Philox.block(key, 0, block, words);
      pixels.putInt(words[0]).putInt(words[1]).putInt(words[2]).putInt(words[3]);
    }
    return Arrays.copyOf(pixels.array(), size);
  }

  private int[] chance(String part, int count) {
    long key = Philox.key(seed, "synthetic/" + part + "/labels");
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = Philox.below(key, 0, i, classes);
    }
    return labels;
  }

  private int[] teach(byte[] pixels, int count) {
    long weights = classes * shape.elements();
    limit("classes", weights, MAX_TEACHER, "teacher weights ('labels: random' needs none)");
    int size = Math.toIntExact(shape.elements());
    float[][] teacher = new float[classes][size];
    for (int c = 0; c < classes; c++) {
      Philox.normals(Philox.key(seed, "synthetic/teacher"), c, 0, teacher[c], size);
    }
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = strongest(teacher, pixels, i * size);
    }
    return labels;
  }

  private static int strongest(float[][] teacher, byte[] pixels, int start) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < teacher.length; c++) {
      double sum = 0;
      for (int i = 0; i < teacher[c].length; i++) {
        sum += teacher[c][i] * ((pixels[start + i] & 0xff) - 127.5);
      }
      if (sum > highest) {
        highest = sum;
        best = c;
      }
    }
    return best;
  }

  private static void limit(String key, long value, long most, String of) {
    if (value > most) {
      throw FaException.user(
          "Setting '"
              + key
              + "' of data set 'synthetic' makes "
              + value
              + " "
              + of
              + "; at most "
              + most
              + " are possible.");
    }
  }
}
