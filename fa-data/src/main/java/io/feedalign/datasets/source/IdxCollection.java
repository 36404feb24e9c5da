package io.feedalign.datasets.source;

import io.feedalign.data.Dataset;
import io.feedalign.datasets.pipeline.ImageDataset;
import io.feedalign.datasets.pipeline.ImageDataset.Identity;
import io.feedalign.datasets.pipeline.ImageDataset.Validation;
import io.feedalign.datasets.pipeline.Normalisation;
import io.feedalign.datasets.store.KnownFile;
import io.feedalign.datasets.store.Sha256;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * Grey images of ten classes in four IDX files, as MNIST was published: training images and labels,
 * then test images and labels.
 *
 * @param name the data set's name
 * @param files what the four files are, in this order
 * @param normalisation from bytes to what a network sees
 * @param heldOut how many training images validate, if nobody says
 */
record IdxCollection(String name, List<KnownFile> files, Normalisation normalisation, int heldOut) {
  private static final int CLASSES = 10;

  SettingsSpec settings() {
    return SettingsSpec.of(
        Setting.whole(
            "validation",
            (long) heldOut,
            Setting.between(1, Integer.MAX_VALUE),
            "training images held out, of each class in proportion, to choose between models"),
        Setting.whole(
            "split_seed",
            0L,
            Setting.between(Long.MIN_VALUE, Long.MAX_VALUE),
            "fixes which training images are held out"));
  }

  /** Reads and checks all four files, and holds out the validation images. */
  Dataset open(Function<KnownFile, IdxFile> locate, Settings settings) {
    IdxPair training = pair(locate, 0);
    IdxPair test = pair(locate, 2);
    return new ImageDataset(
        new Identity(name, describe(training, test), training.imageShape(), CLASSES),
        training.samples(normalisation),
        test.samples(normalisation),
        new Validation(settings.size("validation"), settings.whole("split_seed")));
  }

  private IdxPair pair(Function<KnownFile, IdxFile> locate, int first) {
    IdxFile images = locate.apply(files.get(first));
    IdxFile labels = locate.apply(files.get(first + 1));
    IdxPair pair = IdxPair.read(images, labels, CLASSES);
    check(images, pair.images(), files.get(first));
    check(labels, pair.labels(), files.get(first + 1));
    return pair;
  }

  private static void check(IdxFile file, Idx content, KnownFile known) {
    String found = content.sha256();
    if (!found.equals(known.sha256())) {
      throw file.damaged(
          "is well-formed but not the published one: from byte 0 on its SHA-256 is %s, not %s.",
          found, known.sha256());
    }
  }

  private String describe(IdxPair training, IdxPair test) {
    return name
        + ": "
        + training.images().shape().size(0)
        + " training and "
        + test.images().shape().size(0)
        + " test images "
        + training.imageShape()
        + ", "
        + CLASSES
        + " classes, data "
        + digest().substring(0, 16);
  }

  /** One digest for all four files. */
  private String digest() {
    StringBuilder all = new StringBuilder();
    files.forEach(file -> all.append(file.sha256()));
    return Sha256.of(all.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
