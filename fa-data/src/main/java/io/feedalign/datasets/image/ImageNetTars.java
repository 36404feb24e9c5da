package io.feedalign.datasets.image;

import io.feedalign.datasets.image.TarEntries.Entry;
import io.feedalign.error.FaException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * ILSVRC2012 as its authors give it: a tar of a tar for each class to learn from, a tar of images
 * to score with, and the development kit that says what those show.
 *
 * @param folder where they lie
 * @param settings how pictures are decoded
 */
record ImageNetTars(Path folder, PictureSettings settings) {
  private static final String TRAINING = "ILSVRC2012_img_train.tar";
  private static final String SCORING = "ILSVRC2012_img_val.tar";

  /** Whether the tars are in a folder. */
  static boolean in(Path folder) {
    return Files.isRegularFile(folder.resolve(TRAINING));
  }

  /** All pictures; the classes are the names of the class tars, sorted. */
  PictureCollection collection() {
    Path tar = folder.resolve(TRAINING);
    List<Entry> entries =
        sorted(tar, Comparator.comparing(ImageNetTars::synset).thenComparing(Entry::path));
    List<String> classes = entries.stream().map(ImageNetTars::synset).distinct().sorted().toList();
    int[] labels =
        entries.stream()
            .mapToInt(entry -> Collections.binarySearch(classes, synset(entry)))
            .toArray();
    List<TarPictures> parts = new ArrayList<>();
    parts.add(new TarPictures(tar, entries, labels));
    if (Files.isRegularFile(folder.resolve(SCORING))) {
      parts.add(scoring(folder.resolve(SCORING), classes));
    }
    Opening opening = settings.opening();
    Optional<PictureSource> test = parts.stream().skip(1).findFirst().map(opening::source);
    String digest = Listing.digest(classes, parts);
    return new PictureCollection(
        classes, opening.source(parts.get(0)), Optional.empty(), test, settings.resize(), digest);
  }

  /** The n-th image by name is the n-th line of the ground truth. */
  private TarPictures scoring(Path tar, List<String> classes) {
    List<Entry> entries = sorted(tar, Comparator.comparing(Entry::path));
    DevelopmentKit kit = DevelopmentKit.in(folder);
    List<Integer> truth = kit.groundTruth();
    Map<Integer, String> synsets = kit.synsets();
    if (truth.size() != entries.size()) {
      throw FaException.user(
          "The ground truth of "
              + kit.place()
              + " has "
              + truth.size()
              + " lines, but "
              + tar
              + " has "
              + entries.size()
              + " images. They must be of the same release.");
    }
    int[] labels = new int[truth.size()];
    for (int i = 0; i < labels.length; i++) {
      String synset = synsets.getOrDefault(truth.get(i), "");
      labels[i] = Collections.binarySearch(classes, synset);
      if (labels[i] < 0) {
        throw FaException.user(
            "Line "
                + (i + 1)
                + " of the ground truth of "
                + kit.place()
                + " names class "
                + truth.get(i)
                + (synset.isEmpty() ? ", which meta.mat lacks." : ", " + synset + ", for which ")
                + (synset.isEmpty() ? "" : folder.resolve(TRAINING) + " has no images."));
      }
    }
    return new TarPictures(tar, entries, labels);
  }

  private static List<Entry> sorted(Path tar, Comparator<Entry> order) {
    List<Entry> entries = new ArrayList<>(new TarIndex(tar).entries());
    if (entries.isEmpty()) {
      throw FaException.user("Archive " + tar + " has no images in it.");
    }
    entries.sort(order);
    return entries;
  }

  /** The class of a training image: the tar that it is in, or its folder. */
  private static String synset(Entry entry) {
    int file = entry.path().lastIndexOf('/');
    String before = file < 0 ? "" : entry.path().substring(0, file);
    String name = before.substring(before.lastIndexOf('/') + 1);
    if (name.isEmpty()) {
      throw FaException.user(
          "'" + entry.path() + "' lies in " + TRAINING + " without a class: in no tar or folder.");
    }
    return name.endsWith(".tar") ? name.substring(0, name.length() - 4) : name;
  }
}
