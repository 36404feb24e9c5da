package io.feedalign.datasets.source;

import io.feedalign.data.Dataset;
import io.feedalign.datasets.pipeline.ByteImages;
import io.feedalign.datasets.pipeline.ImageDataset;
import io.feedalign.datasets.pipeline.ImageDataset.Identity;
import io.feedalign.datasets.pipeline.ImageDataset.Validation;
import io.feedalign.datasets.pipeline.MixedDataset;
import io.feedalign.datasets.pipeline.Normalisation;
import io.feedalign.datasets.pipeline.Samples;
import io.feedalign.datasets.pipeline.View;
import io.feedalign.datasets.pipeline.ViewedImages;
import io.feedalign.datasets.store.Sha256;
import io.feedalign.error.FaException;
import io.feedalign.spi.DatasetProvider;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import io.feedalign.tensor.Shape;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Noise images, labelled by a random linear teacher or at random: for tests and benchmarks only.
 *
 * <p>Pixels are uniform bytes. The teacher draws one Gaussian weight per class and pixel, and an
 * image's label is the class whose weighted sum of normalised pixels is largest.
 */
public final class Synthetic implements DatasetProvider {
  /** Mean and standard deviation of a uniform byte, divided by 255. */
  private static final Normalisation NORMALISATION =
      new Normalisation(0.5, Math.sqrt((256.0 * 256.0 - 1) / 12) / 255);

  @Override
  public String name() {
    return "synthetic";
  }

  @Override
  public String description() {
    return "SYNTHETIC noise images labelled by a random linear teacher, or at random: for tests and"
        + " benchmarks only.";
  }

  @Override
  public SettingsSpec settings() {
    Setting.Allowed counts = Setting.between(1, Integer.MAX_VALUE);
    return SettingsSpec.of(
        Setting.choice("labels", List.of("teacher", "random"), "who says what an image shows"),
        Setting.wholes(
            "shape", List.of(1L, 28L, 28L), counts, "channels, height and width of an image"),
        Setting.whole("classes", 10L, Setting.between(2, 1_000_000), "number of classes"),
        Setting.whole("train", 2_000L, counts, "training images, validation included"),
        Setting.whole("test", 500L, counts, "test images"),
        Setting.whole(
            "validation",
            0L,
            Setting.between(0, Integer.MAX_VALUE),
            "training images held out to choose between models; 0 is a tenth"),
        MixedDataset.setting(),
        Setting.whole(
            "seed",
            0L,
            Setting.between(Long.MIN_VALUE, Long.MAX_VALUE),
            "names the images, the teacher, and which images are held out"));
  }

  @Override
  public Dataset create(Settings settings) {
    NoiseImages noise =
        new NoiseImages(shape(settings), settings.size("classes"), settings.whole("seed"));
    int heldOut = settings.size("validation");
    int count = settings.size("train");
    boolean taught = settings.text("labels").equals("teacher");
    NoiseImages.Labelled training = noise.draw("train", count, taught);
    NoiseImages.Labelled test = noise.draw("test", settings.size("test"), taught);
    ImageDataset plain =
        new ImageDataset(
            new Identity(
                name(), describe(settings, training, test), noise.shape(), noise.classes()),
            samples(training, noise.shape()),
            samples(test, noise.shape()),
            new Validation(heldOut == 0 ? Math.max(1, count / 10) : heldOut, noise.seed()));
    return MixedDataset.asSet(settings, plain);
  }

  private static Samples samples(NoiseImages.Labelled images, Shape shape) {
    return new ViewedImages(
        new ByteImages(images.pixels(), images.labels(), shape), View.plain(NORMALISATION, shape));
  }

  private static Shape shape(Settings settings) {
    List<Integer> sizes = settings.sizes("shape");
    double elements = sizes.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
    if (sizes.size() != 3 || elements > NoiseImages.MAX_BYTES) {
      throw FaException.user(
          "Setting 'shape' of data set 'synthetic' is "
              + sizes
              + ", but must be channels, height and width, such as [1, 28, 28], of at most "
              + NoiseImages.MAX_BYTES
              + " pixels.");
    }
    return Shape.of(sizes.get(0), sizes.get(1), sizes.get(2));
  }

  private static String describe(
      Settings settings, NoiseImages.Labelled training, NoiseImages.Labelled test) {
    String parts = training.sha256() + test.sha256();
    return "SYNTHETIC noise, labels: "
        + settings.text("labels")
        + ", "
        + training.labels().length
        + " training and "
        + test.labels().length
        + " test images, "
        + settings.size("classes")
        + " classes, data "
        + Sha256.of(parts.getBytes(StandardCharsets.US_ASCII)).substring(0, 16);
  }
}
