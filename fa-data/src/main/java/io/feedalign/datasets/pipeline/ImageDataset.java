package io.feedalign.datasets.pipeline;

import io.feedalign.data.BatchStream;
import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import io.feedalign.error.FaException;
import io.feedalign.tensor.Shape;
import java.util.stream.IntStream;

/**
 * A data set of training and test images, with a validation split carved from the training images.
 */
public final class ImageDataset implements Dataset {
  private final Identity identity;
  private final Samples training;
  private final Samples test;
  private final Partition partition;

  /**
   * What a data set says about itself.
   *
   * @param name by which it was found
   * @param description one line
   * @param imageShape (C, H, W)
   * @param classes number of classes
   */
  public record Identity(String name, String description, Shape imageShape, int classes) {}

  /**
   * Which training images are held out.
   *
   * @param size how many
   * @param seed fixes which
   */
  public record Validation(int size, long seed) {}

  /**
   * A data set of the given images.
   *
   * @throws FaException if the validation split leaves nothing to learn from, or is empty
   */
  public ImageDataset(Identity identity, Samples training, Samples test, Validation validation) {
    if (validation.size() < 1 || validation.size() >= training.count()) {
      throw FaException.user(
          "Data set '"
              + identity.name()
              + "' holds out "
              + validation.size()
              + " of its "
              + training.count()
              + " training images for validation. Set 'validation' from 1 to "
              + (training.count() - 1)
              + ".");
    }
    this.identity = identity;
    this.training = training;
    this.test = test;
    this.partition =
        Partition.of(training, identity.classes(), validation.size(), validation.seed());
  }

  @Override
  public String name() {
    return identity.name();
  }

  @Override
  public String description() {
    return identity.description();
  }

  @Override
  public Shape imageShape() {
    return identity.imageShape();
  }

  @Override
  public int classes() {
    return identity.classes();
  }

  @Override
  public int size(Split split) {
    return split == Split.TEST ? test.count() : positions(split).length;
  }

  @Override
  public BatchStream stream(Split split, StreamOptions options) {
    int[] positions = positions(split);
    boolean learning = options.order() == StreamOptions.Order.SHUFFLED;
    if (options.batch() < 1 || (learning && options.batch() > positions.length)) {
      throw FaException.user(
          "A batch of "
              + options.batch()
              + " cannot be filled from the "
              + positions.length
              + " "
              + split
              + " images of data set '"
              + name()
              + "'. Use a batch from 1 to "
              + positions.length
              + ".");
    }
    return new SampleStream(samples(split, options), positions, options);
  }

  private Samples samples(Split split, StreamOptions options) {
    boolean learning = split == Split.TRAIN && options.order() == StreamOptions.Order.SHUFFLED;
    return split == Split.TEST
        ? test
        : learning ? training.learning(options.seed(), options.epoch()) : training;
  }

  private int[] positions(Split split) {
    switch (split) {
      case TRAIN:
        return partition.train();
      case VALIDATION:
        return partition.validation();
      default:
        return IntStream.range(0, test.count()).toArray();
    }
  }
}
