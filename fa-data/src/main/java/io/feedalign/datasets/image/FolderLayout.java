package io.feedalign.datasets.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pictures in folders: class folders, or {@code train/}, {@code val/} and {@code test/} with class
 * folders in each. With two of them the second one tests; with all three, {@code val/} validates.
 *
 * @param root the folder
 * @param settings how pictures are decoded
 */
record FolderLayout(Path root, PictureSettings settings) {

  /** All pictures; the classes are those that there are training folders for. */
  PictureCollection collection() {
    Path train = Files.isDirectory(root.resolve("train")) ? root.resolve("train") : root;
    List<String> classes = new ClassFolders(train).classes();
    List<FolderPictures> parts = new ArrayList<>();
    parts.add(new ClassFolders(train).pictures(classes));
    Optional<FolderPictures> val = part("val", train, classes, parts);
    Optional<FolderPictures> test = part("test", train, classes, parts);
    Opening opening = settings.opening();
    String digest = Listing.digest(classes, parts);
    return new PictureCollection(
        classes,
        opening.source(parts.get(0)),
        test.isPresent() ? val.map(opening::source) : Optional.empty(),
        test.or(() -> val).map(opening::source),
        settings.resize(),
        digest);
  }

  private Optional<FolderPictures> part(
      String name, Path train, List<String> classes, List<FolderPictures> parts) {
    Path folder = root.resolve(name);
    if (train.equals(root) || !Files.isDirectory(folder)) {
      return Optional.empty();
    }
    FolderPictures pictures = new ClassFolders(folder).pictures(classes);
    parts.add(pictures);
    return Optional.of(pictures);
  }
}
