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
import io.feedalign.datasets.pipeline.ViewSettings;
import io.feedalign.datasets.pipeline.ViewedImages;
import io.feedalign.datasets.store.KnownFile;
import io.feedalign.datasets.store.Sha256;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A data set as its authors published it: files of training pictures, then files of test pictures.
 *
 * @param name the data set's name
 * @param description one line for users
 * @param format how pictures and labels lie in the files
 * @param training the training files
 * @param test the test files
 * @param normalisation from bytes to what a network sees
 * @param heldOut how many training pictures validate, if nobody says
 */
record Publication(
    String name,
    String description,
    PictureFormat format,
    List<KnownFile> training,
    List<KnownFile> test,
    Normalisation normalisation,
    int heldOut) {

  /** Every file, training first. */
  List<KnownFile> files() {
    return Stream.concat(training.stream(), test.stream()).toList();
  }

  SettingsSpec settings() {
    List<Setting> settings = new ArrayList<>();
    settings.add(
        Setting.whole(
            "validation",
            (long) heldOut,
            Setting.between(1, Integer.MAX_VALUE),
            "training images held out, of each class in proportion, to choose between models"));
    settings.add(
        Setting.whole(
            "split_seed",
            0L,
            Setting.between(Long.MIN_VALUE, Long.MAX_VALUE),
            "fixes which training images are held out"));
    settings.addAll(ViewSettings.windows());
    settings.addAll(ViewSettings.colours());
    settings.add(MixedDataset.setting());
    settings.addAll(ViewSettings.normalisation(normalisation));
    return new SettingsSpec(settings);
  }

  /** Reads and checks all files, and holds out the validation images. */
  Dataset open(Function<KnownFile, DataFile> locate, Settings settings) {
    Pictures learnt = read(training, locate);
    Pictures scored = read(test, locate);
    View view = ViewSettings.read(name, settings, learnt.shape());
    ImageDataset plain =
        new ImageDataset(
            new Identity(name, describe(learnt, scored), view.shape(), format.classes()),
            samples(learnt, view),
            samples(scored, view),
            new Validation(settings.size("validation"), settings.whole("split_seed")));
    return MixedDataset.asSet(settings, plain);
  }

  private static Samples samples(Pictures pictures, View view) {
    ByteImages images = new ByteImages(pictures.pixels(), pictures.labels(), pictures.shape());
    return new ViewedImages(images, view);
  }

  private Pictures read(List<KnownFile> part, Function<KnownFile, DataFile> locate) {
    return format.read(
        part.stream().map(known -> new KnownData(known, locate.apply(known))).toList());
  }

  private String describe(Pictures learnt, Pictures scored) {
    return name
        + ": "
        + learnt.labels().length
        + " training and "
        + scored.labels().length
        + " test images "
        + learnt.shape()
        + ", "
        + format.classes()
        + " classes, data "
        + digest().substring(0, 16);
  }

  /** One digest for all files. */
  private String digest() {
    StringBuilder all = new StringBuilder();
    files().forEach(file -> all.append(file.sha256()));
    return Sha256.of(all.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
