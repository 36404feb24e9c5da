package io.feedalign.datasets.pipeline;

import io.feedalign.datasets.augment.CentreCrop;
import io.feedalign.datasets.augment.ColourJitter;
import io.feedalign.datasets.augment.Cutout;
import io.feedalign.datasets.augment.Flip;
import io.feedalign.datasets.augment.PadAndCrop;
import io.feedalign.datasets.augment.RandomResizedCrop;
import io.feedalign.datasets.augment.Transform;
import io.feedalign.error.FaException;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The settings by which a user says how a network sees the images of a data set. */
public final class ViewSettings {
  private static final int MAX_SIDE = 4096;

  private ViewSettings() {}

  /** Crops of small images, which all have one size. */
  public static List<Setting> windows() {
    return List.of(
        Setting.whole(
            "pad", 0L, Setting.between(0, MAX_SIDE), "black pixels added on each side to learn"),
        Setting.whole(
            "crop",
            0L,
            Setting.between(0, MAX_SIDE),
            "side of the square that is seen: anywhere to learn, the middle to score; 0 is all"),
        Setting.real(
            "min_area",
            1.0,
            Setting.between(1e-3, 1),
            "least part of the area that a random resized crop keeps to learn; 1 is no such crop"),
        Setting.flag("flip", false, "whether left and right are exchanged half of the time"));
  }

  /** Changes of colour, and squares painted over. */
  public static List<Setting> colours() {
    return List.of(
        strength("brightness"),
        strength("contrast"),
        strength("saturation"),
        Setting.real(
            "hue", 0.0, Setting.between(0, 0.5), "colours turn by at most this part of a turn"),
        Setting.whole(
            "cutout",
            0L,
            Setting.between(0, MAX_SIDE),
            "side of a square that is painted over with the mean to learn; 0 is none"));
  }

  /** What bytes become. */
  public static List<Setting> normalisation(Normalisation fallback) {
    return List.of(
        Setting.reals(
            "mean", fallback.mean(), Setting.between(0, 1), "mean of each channel, or of all"),
        Setting.reals(
            "std",
            fallback.std(),
            Setting.between(1e-6, 1e6),
            "standard deviation of each channel, or of all"));
  }

  private static Setting strength(String what) {
    return Setting.real(
        what, 0.0, Setting.between(0, 10), what + " changes by a factor of 1 +- this to learn");
  }

  /**
   * How a network sees images of one size.
   *
   * @param name the data set's, for messages
   * @param settings hold {@link #windows}, {@link #colours} and {@link #normalisation}
   * @param stored (C, H, W) of a stored image
   * @throws FaException if settings do not fit each other or the images
   */
  public static View read(String name, Settings settings, Shape stored) {
    int crop = settings.size("crop");
    int height = crop == 0 ? stored.size(1) : crop;
    int width = crop == 0 ? stored.size(2) : crop;
    if (height > stored.size(1) || width > stored.size(2)) {
      throw wrong(name, "crop", crop, "its images are only " + stored);
    }
    Normalisation normalisation = readNormalisation(name, settings, stored.size(0));
    Shape seen = Shape.of(stored.size(0), height, width);
    List<Transform> learning = new ArrayList<>(window(name, settings, stored, seen));
    if (settings.flag("flip")) {
      learning.add(new Flip());
    }
    learning.addAll(readColours(settings, normalisation));
    return new View(
        Transform.inOrder(learning), new CentreCrop(height, width), normalisation, seen);
  }

  private static List<Transform> window(String name, Settings settings, Shape stored, Shape seen) {
    double minArea = settings.real("min_area");
    int pad = settings.size("pad");
    if (minArea < 1 && pad > 0) {
      throw wrong(name, "pad", pad, "a random resized crop (min_area below 1) takes no border");
    }
    if (minArea < 1) {
      return List.of(new RandomResizedCrop(minArea, 1, seen.size(1), seen.size(2)));
    }
    return pad == 0 && seen.equals(stored)
        ? List.of()
        : List.of(new PadAndCrop(pad, seen.size(1), seen.size(2)));
  }

  /** The changes that {@link #colours} name; none that would change nothing. */
  public static List<Transform> readColours(Settings settings, Normalisation normalisation) {
    List<Transform> changes = new ArrayList<>();
    ColourJitter jitter =
        new ColourJitter(
            settings.real("brightness"),
            settings.real("contrast"),
            settings.real("saturation"),
            settings.real("hue"));
    if (!jitter.idle()) {
      changes.add(jitter);
    }
    if (settings.size("cutout") > 0) {
      changes.add(new Cutout(settings.size("cutout"), normalisation.mean()));
    }
    return changes;
  }

  /** The map that {@link #normalisation} names, for images with a number of channels. */
  public static Normalisation readNormalisation(String name, Settings settings, int channels) {
    for (String key : List.of("mean", "std")) {
      List<Double> values = settings.reals(key);
      if (values.size() != 1 && values.size() != channels) {
        throw wrong(
            name,
            key,
            values,
            "it must be a number for each of the " + channels + " channels, or one for all");
      }
    }
    return new Normalisation(settings.reals("mean"), settings.reals("std"));
  }

  private static FaException wrong(String name, String key, Object value, String why) {
    return FaException.user(
        "Setting '" + key + "' of data set '" + name + "' is " + value + ", but " + why + ".");
  }
}
