package io.feedalign.data;

import io.feedalign.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
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
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Batch(FloatBuffer images, IntBuffer targets) {
  /** Fresh staging memory for a batch of images of shape (C, H, W). */
  public static Batch allocate(int size, Shape image) {
    long bytes = Math.multiplyExact(image.withBatch(size).elements(), (long) Float.BYTES);
    return new Batch(
        direct(Math.toIntExact(bytes)).asFloatBuffer(), direct(size * Integer.BYTES).asIntBuffer());
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /** Number of rows. */
  public int size() {
    return targets.capacity();
  }
}
