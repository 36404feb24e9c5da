package io.feedalign.datasets.image;

import io.feedalign.datasets.augment.RandomResizedCrop;
import io.feedalign.datasets.augment.SampleDraw;
import io.feedalign.datasets.packed.Packing;
import io.feedalign.datasets.pipeline.MixedDataset;
import io.feedalign.datasets.pipeline.Normalisation;
import io.feedalign.datasets.pipeline.Normaliser;
import io.feedalign.datasets.pipeline.ViewSettings;
import io.feedalign.error.FaException;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The settings that every data set of pictures takes, as they were given.
 *
 * @param name the data set's
 * @param values all settings
 */
public record PictureSettings(String name, Settings values) {
  /** ImageNet's mean and deviation, used for photographs everywhere. */
  private static final Normalisation PHOTOGRAPHS =
      new Normalisation(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  private static final int MOST_SIDE = 4096;

  /**
   * The settings, with the part that is held out if nobody says.
   *
   * @param path what the setting 'path' is for this data set
   */
  static List<Setting> all(String path, double validation, Setting... more) {
    List<Setting> all = new ArrayList<>();
    all.add(Setting.text("path", "", path + "; not needed with 'packed'"));
    all.add(Setting.text("packed", "", "a file made by fa data pack, read instead"));
    all.add(
        Setting.real(
            "validation",
            validation,
            Setting.between(1e-6, 0.9),
            "part of the training images held out to choose between models, if they have no folder"
                + " of their own"));
    all.addAll(List.of(more));
    all.add(
        Setting.whole(
            "split_seed",
            0L,
            Setting.between(Long.MIN_VALUE, Long.MAX_VALUE),
            "fixes which images are held out"));
    all.addAll(views());
    all.addAll(ViewSettings.colours());
    all.add(MixedDataset.setting());
    all.addAll(ViewSettings.normalisation(PHOTOGRAPHS));
    all.addAll(decoding());
    return all;
  }

  private static List<Setting> views() {
    Setting.Allowed sides = Setting.between(1, MOST_SIDE);
    return List.of(
        Setting.whole("crop", 224L, sides, "side of the square that a network sees"),
        Setting.whole(
            "shorter_side",
            256L,
            sides,
            "for scoring, images are scaled to this shorter side before the middle is cut out"),
        Setting.real(
            "min_area",
            0.08,
            Setting.between(1e-3, 1),
            "least part of the area that a random resized crop keeps to learn; 1: as for scoring"),
        Setting.flag("flip", true, "whether left and right are exchanged half of the time"),
        Setting.whole(
            "resize",
            0L,
            Setting.between(0, MOST_SIDE),
            "shorter side that all images are scaled to before anything else, as fa data pack does;"
                + " 0 leaves them as they are"));
  }

  private static List<Setting> decoding() {
    return List.of(
        Setting.choice(
            "decoder",
            List.of("auto", "imageio", "turbo"),
            "who decodes: libjpeg-turbo is fast, ImageIO the reference; auto takes the fast one"),
        Setting.flag(
            "shrink",
            true,
            "whether JPEGs much larger than a random crop are decoded at a half, quarter or"
                + " eighth"),
        Setting.flag("exif", true, "whether images are turned as their EXIF remark wants it"),
        Setting.whole(
            "workers", 0L, Setting.between(0, 1024), "threads that decode; 0 is one a processor"),
        Setting.text(
            "on_bad_image",
            "fail",
            "what becomes of images that cannot be decoded: fail, skip, or skip:<=n"));
  }

  /** The folder or file that a setting names. */
  public String text(String key) {
    return values.text(key);
  }

  /** Side of the square that a network sees. */
  int crop() {
    return values.size("crop");
  }

  /** Shorter side that pictures are scaled to first, or 0. */
  public int resize() {
    return values.size("resize");
  }

  /** How many threads decode. */
  public int workers() {
    int workers = values.size("workers");
    return workers == 0 ? Runtime.getRuntime().availableProcessors() : workers;
  }

  /** Whether pictures are turned as their EXIF remarks want. */
  public boolean turned() {
    return values.flag("exif");
  }

  /** How files become pictures. */
  Opening opening() {
    return new Opening(Decoders.named(values.text("decoder")), turned(), resize());
  }

  /** The pictures of a packed file, if one is named, or those that are found otherwise. */
  PictureCollection packedOr(Supplier<PictureCollection> found) {
    return text("packed").isBlank() ? found.get() : Packing.read(this);
  }

  /** Writes pictures to a packed file. */
  void pack(Supplier<PictureCollection> found, Path out, Consumer<String> progress) {
    if (!text("packed").isBlank()) {
      throw FaException.user("Images that are packed already are not packed again.");
    }
    Packing.write(this, found.get(), out, progress);
  }

  /** What becomes of bad pictures. */
  public BadPictures bad() {
    return BadPictures.policy(values.text("on_bad_image"));
  }

  /** From bytes to numbers. */
  Normaliser normaliser() {
    return new Normaliser(
        ViewSettings.readNormalisation(name, values, Canvas.CHANNELS), Canvas.CHANNELS);
  }

  /** How pictures are looked at for scoring. */
  Look scoring() {
    int shorterSide = values.size("shorter_side");
    if (crop() > shorterSide) {
      throw FaException.user(
          "Setting 'crop' of data set '"
              + name
              + "' is "
              + crop()
              + ", but scoring cuts it out of images whose shorter side is "
              + shorterSide
              + ": set 'shorter_side' to at least as much.");
    }
    return new Look.Scoring(shorterSide, crop());
  }

  /** How pictures are looked at in one epoch of learning. */
  Look learning(long seed, int epoch) {
    Normalisation normalisation = ViewSettings.readNormalisation(name, values, Canvas.CHANNELS);
    return new Look.Learning(
        scoring(),
        new RandomResizedCrop(values.real("min_area"), 1, crop(), crop()),
        new Look.Learning.Habits(values.flag("flip"), values.flag("shrink")),
        ViewSettings.readColours(values, normalisation),
        new SampleDraw(seed, epoch, 0));
  }
}
