package io.feedalign.data;

import io.feedalign.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Staging memory for one batch: direct buffers that a stream fills and a program is fed from.
 *
 * <pre>{@code
 * Batch batch = Batch.allocate(128, data.imageShape());
 * int label = batch.targets().get(0);
 * boolean filler = label == -1; // a row that only fills up the batch
 * }</pre>
 *
 * @param images normalised pixels, (N, H, W, C) in memory: channels last
 * @param targets class indices (N); -1 marks a row that only fills up the batch
 * @param mixture what else each image is of, if the batch is for images that are mixed
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Batch(FloatBuffer images, IntBuffer targets, Optional<Mixture> mixture) {
  /**
   * The second targets of a batch whose images are mixed from two: a row is {@code share} of an
   * image of the first target and {@code 1 - share} of one of the second.
   *
   * <pre>{@code
   * Batch batch = Batch.allocate(128, data);
   * batch.mixture().ifPresent(mixture -> mixture.shares().put(0, 0.7f));
   * }</pre>
   *
   * @param seconds class indices (N), -1 where the first is
   * @param shares of the first image (N), from 0 to 1; 1 leaves a row unmixed
   */
  public record Mixture(IntBuffer seconds, FloatBuffer shares) {}

  /** A batch of images that are not mixed. */
  public Batch(FloatBuffer images, IntBuffer targets) {
    this(images, targets, Optional.empty());
  }

  /** Fresh staging memory for a batch of images of shape (C, H, W), not mixed. */
  public static Batch allocate(int size, Shape image) {
    long bytes = Math.multiplyExact(image.withBatch(size).elements(), (long) Float.BYTES);
    return new Batch(
        direct(Math.toIntExact(bytes)).asFloatBuffer(), direct(size * Integer.BYTES).asIntBuffer());
  }

  /**
   * Fresh staging memory for learning from a data set, whose images may be {@linkplain
   * Dataset#mixed() mixed}.
   */
  public static Batch allocate(int size, Dataset data) {
    Batch plain = allocate(size, data.imageShape());
    if (!data.mixed()) {
      return plain;
    }
    Mixture mixture =
        new Mixture(
            direct(size * Integer.BYTES).asIntBuffer(), direct(size * Float.BYTES).asFloatBuffer());
    return new Batch(plain.images, plain.targets, Optional.of(mixture));
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /** Number of rows. */
  public int size() {
    return targets.capacity();
  }
}
