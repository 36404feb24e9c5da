package io.feedalign.datasets.image;

import io.feedalign.data.BatchStream;
import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import io.feedalign.data.StreamOptions.Order;
import io.feedalign.datasets.image.PictureStream.Handling;
import io.feedalign.datasets.image.PictureStream.Part;
import io.feedalign.error.FaException;
import io.feedalign.tensor.Shape;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A data set of pictures of any sizes, decoded and cropped while it is streamed. */
final class PictureDataset implements Dataset {
  private final PictureSettings settings;
  private final PictureCollection collection;
  private final Map<Split, Part> parts;
  private final BadPictures bad;

  /** The given pictures, in the given parts. */
  PictureDataset(PictureSettings settings, PictureCollection collection, Map<Split, Part> parts) {
    this.settings = settings;
    this.collection = collection;
    this.parts = new EnumMap<>(parts);
    this.bad = settings.bad();
    settings.scoring();
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public String description() {
    int all = IntStream.of(size(Split.TRAIN), size(Split.VALIDATION), size(Split.TEST)).sum();
    String resized = collection.resize() == 0 ? "" : ", resized to " + collection.resize();
    return name()
        + ": "
        + all
        + " images, "
        + classes()
        + " classes"
        + resized
        + ", seen at "
        + settings.crop()
        + "x"
        + settings.crop()
        + ", list "
        + collection.digest().substring(0, 16);
  }

  @Override
  public Shape imageShape() {
    return Shape.of(Canvas.CHANNELS, settings.crop(), settings.crop());
  }

  @Override
  public int classes() {
    return collection.classes().size();
  }

  @Override
  public int size(Split split) {
    return part(split).positions().length;
  }

  @Override
  public List<String> skipped() {
    return bad.skipped();
  }

  private Part part(Split split) {
    Part part = parts.get(split);
    if (part == null) {
      throw FaException.internal("Data set '" + name() + "' has no part " + split + ".");
    }
    return part;
  }

  @Override
  public BatchStream stream(Split split, StreamOptions options) {
    boolean shuffled = options.order() == Order.SHUFFLED;
    int size = size(split);
    if (options.batch() < 1 || (shuffled && options.batch() > size)) {
      throw FaException.user(
          "A batch of "
              + options.batch()
              + " cannot be filled from the "
              + size
              + " "
              + split
              + " images of data set '"
              + name()
              + "'. Use a batch from 1 to "
              + size
              + ".");
    }
    Look look =
        shuffled && split == Split.TRAIN
            ? settings.learning(options.seed(), options.epoch())
            : settings.scoring();
    Handling handling = new Handling(look, settings.normaliser(), bad, settings.workers());
    return new PictureStream(part(split), handling, options);
  }
}
