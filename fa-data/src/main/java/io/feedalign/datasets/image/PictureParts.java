package io.feedalign.datasets.image;

import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.datasets.image.PictureStream.Part;
import io.feedalign.datasets.pipeline.MixedDataset;
import io.feedalign.datasets.pipeline.Partition;
import io.feedalign.error.FaException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes a data set of a collection: what has no folder of its own is held out of the training. */
final class PictureParts {
  private final PictureSettings settings;
  private final PictureCollection collection;

  /** Parts as the settings want them. */
  PictureParts(PictureSettings settings, PictureCollection collection) {
    this.settings = settings;
    this.collection = collection;
  }

  /**
   * The data set.
   *
   * @param test which part of the training pictures tests, if there are no others for that
   */
  Dataset dataset(double test) {
    if (collection.classes().size() < 2) {
      throw FaException.user(
          "Data set '"
              + settings.name()
              + "' has one class only, "
              + collection.classes()
              + ": there is nothing to tell apart.");
    }
    Map<Split, Part> parts = new EnumMap<>(Split.class);
    int[] left = IntStream.range(0, collection.training().count()).toArray();
    left = part(parts, Split.TEST, collection.test(), left, test);
    double validation = settings.values().real("validation");
    left = part(parts, Split.VALIDATION, collection.validation(), left, validation);
    parts.put(Split.TRAIN, new Part(collection.training(), left));
    return MixedDataset.asSet(settings.values(), new PictureDataset(settings, collection, parts));
  }

  /** Takes a part from its own pictures, or from what is left of the others; what is left then. */
  private int[] part(
      Map<Split, Part> parts,
      Split split,
      Optional<PictureSource> own,
      int[] left,
      double fraction) {
    if (own.isPresent()) {
      parts.put(split, new Part(own.get(), IntStream.range(0, own.get().count()).toArray()));
      return left;
    }
    PictureSource training = collection.training();
    int heldOut = Math.max(1, (int) Math.rint(fraction * training.count()));
    if (heldOut >= left.length) {
      throw FaException.user(
          "Data set '"
              + settings.name()
              + "' has "
              + training.count()
              + " images to learn from: too few to hold out "
              + heldOut
              + " for "
              + split
              + ".");
    }
    int[] labels = Arrays.stream(left).map(training::label).toArray();
    long seed = settings.values().whole("split_seed") + (split == Split.TEST ? 1 : 0);
    Partition cut = Partition.of(labels, collection.classes().size(), heldOut, seed);
    parts.put(split, new Part(training, pick(left, cut.validation())));
    return pick(left, cut.train());
  }

  private static int[] pick(int[] from, int[] places) {
    return Arrays.stream(places).map(place -> from[place]).toArray();
  }
}
