package io.feedalign.testkit;

import io.feedalign.data.Batch;
import io.feedalign.nn.Network;
import io.feedalign.tensor.Shape;
import java.util.Arrays;

/**
 * Images and targets for one batch.
 *
 * @param images in logical order, (N, C, H, W)
 * @param targets (N)
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Lesson(Shape shape, double[] images, double[] targets) {

  /** Gaussian images and random targets. */
  static Lesson random(Network network, int batch) {
    Shape shape = network.inputShape().withBatch(batch);
    double[] targets = Numbers.targets(21, batch, network.classes());
    return new Lesson(shape, Numbers.normal(20, shape), targets);
  }

  /** Gaussian images whose class a random linear teacher names. */
  static Lesson taught(Network network, int batch) {
    Lesson lesson = random(network, batch);
    int size = lesson.images.length / batch;
    for (int row = 0; row < batch; row++) {
      double[] image = Arrays.copyOfRange(lesson.images, row * size, (row + 1) * size);
      double best = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < network.classes(); k++) {
        double score = Numbers.dot(image, Numbers.normal(30 + k, network.inputShape()));
        if (score > best) {
          best = score;
          lesson.targets[row] = k;
        }
      }
    }
    return lesson;
  }

  /** One row as a batch of its own. */
  Lesson row(int row) {
    int size = images.length / targets.length;
    return new Lesson(
        shape.withoutBatch().withBatch(1),
        Arrays.copyOfRange(images, row * size, (row + 1) * size),
        new double[] {targets[row]});
  }

  int size() {
    return targets.length;
  }

  /** The same numbers in staging memory, channels last. */
  Batch staged() {
    Batch batch = Batch.allocate(size(), shape.withoutBatch());
    for (int i = 0; i < images.length; i++) {
      int column = i % shape.size(3);
      int line = i / shape.size(3) % shape.size(2);
      int channel = i / shape.size(3) / shape.size(2) % shape.size(1);
      int row = i / shape.size(3) / shape.size(2) / shape.size(1);
      int pixel = (row * shape.size(2) + line) * shape.size(3) + column;
      batch.images().put(pixel * shape.size(1) + channel, (float) images[i]);
    }
    for (int row = 0; row < targets.length; row++) {
      batch.targets().put(row, (int) targets[row]);
    }
    return batch;
  }
}
