package io.feedalign.datasets.pipeline;

import io.feedalign.data.BatchStream;
import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import io.feedalign.datasets.augment.Mixup;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.tensor.Shape;
import java.util.List;

/**
 * A data set whose images are mixed in pairs for learning, and only then.
 *
 * @param plain the same unmixed
 * @param mixup how much of each
 */
public record MixedDataset(Dataset plain, Mixup mixup) implements Dataset {
  /** More makes no difference that could be seen: shares are 1/2 within a fiftieth. */
  private static final double MOST = 1000;

  private static final String KEY = "mixup";

  /** The setting {@code mixup}. */
  public static Setting setting() {
    return Setting.real(
        KEY,
        0.0,
        Setting.between(0, MOST),
        "alpha of the Beta distribution by which images and targets are mixed in pairs to learn; 0"
            + " mixes none");
  }

  /** A data set that mixes if the settings say so, and the given one if not. */
  public static Dataset asSet(Settings settings, Dataset plain) {
    double alpha = settings.real(KEY);
    return alpha == 0 ? plain : new MixedDataset(plain, new Mixup(alpha));
  }

  @Override
  public String name() {
    return plain.name();
  }

  @Override
  public String description() {
    return plain.description() + ", mixup " + mixup.alpha();
  }

  @Override
  public Shape imageShape() {
    return plain.imageShape();
  }

  @Override
  public int classes() {
    return plain.classes();
  }

  @Override
  public int size(Split split) {
    return plain.size(split);
  }

  @Override
  public List<String> skipped() {
    return plain.skipped();
  }

  @Override
  public boolean mixed() {
    return true;
  }

  @Override
  public BatchStream stream(Split split, StreamOptions options) {
    BatchStream stream = plain.stream(split, options);
    boolean learning = split == Split.TRAIN && options.order() == StreamOptions.Order.SHUFFLED;
    return learning ? new MixedStream(stream, mixup, options) : stream;
  }
}
