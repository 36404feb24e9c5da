package io.feedalign.data;

import io.feedalign.tensor.Shape;
import java.util.List;
import org.apiguardian.api.API;

/**
 * Labelled images in splits. Opening it reads or checks files; streams may be made at any time.
 *
 * <pre>{@code
 * Network network = model.build(data.imageShape(), data.classes());
 * int stepsPerEpoch = data.size(Split.TRAIN) / 128;
 * BatchStream pass = data.stream(Split.TRAIN, StreamOptions.learning(128, seed, 0));
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Dataset {
  /** The name by which it was found, such as {@code fashion-mnist}. */
  String name();

  /** One line for reports: what it is, how many images, and a digest of the data. */
  String description();

  /** Shape (C, H, W) of one image as streamed. */
  Shape imageShape();

  /** Number of classes. */
  int classes();

  /** Number of images in a split. */
  int size(Split split);

  /**
   * A sentence about each image that was left out so far because it is damaged, if the user allowed
   * that; for a run's record.
   */
  default List<String> skipped() {
    return List.of();
  }

  /**
   * Whether images are mixed in pairs for learning: then the batches of a shuffled pass over {@link
   * Split#TRAIN} fill a {@link Batch.Mixture}, and no others do.
   */
  default boolean mixed() {
    return false;
  }

  /** A fresh pass over a split. */
  BatchStream stream(Split split, StreamOptions options);
}
