package io.feedalign.datasets.image;

import io.feedalign.datasets.image.FolderPictures.Entry;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of class folders with pictures in them. Classes and pictures are in the order of their
 * names, character by character, whatever order the disk lists them in.
 *
 * @param root the folder
 */
record ClassFolders(Path root) {
  private static final Logger LOG = LoggerFactory.getLogger(ClassFolders.class);
  private static final List<String> SUFFIXES = List.of(".jpg", ".jpeg", ".png");

  /** The names of the class folders. */
  List<String> classes() {
    List<String> classes =
        children(root).stream().filter(Files::isDirectory).map(ClassFolders::name).toList();
    if (classes.isEmpty()) {
      throw FaException.user(
          "Folder "
              + root
              + " has no class folders: put each class's pictures into a folder that"
              + " bears its name.");
    }
    return classes;
  }

  /**
   * All pictures.
   *
   * @param classes what the classes are; a class folder that is none of them is an error
   */
  FolderPictures pictures(List<String> classes) {
    List<Entry> files = new ArrayList<>();
    int others = 0;
    for (String name : classes()) {
      int label = Collections.binarySearch(classes, name);
      if (label < 0) {
        throw FaException.user(
            "Folder " + root.resolve(name) + " is a class that there is no training folder for.");
      }
      for (Path file : children(root.resolve(name))) {
        if (isPicture(file)) {
          files.add(new Entry(name + "/" + name(file), label, bytes(file)));
        } else {
          others++;
        }
      }
    }
    if (files.isEmpty()) {
      throw FaException.user("There are no pictures (.jpg, .jpeg, .png) in folders of " + root);
    }
    if (others > 0) {
      LOG.info("{} files in folders of {} are no .jpg, .jpeg or .png: ignored.", others, root);
    }
    return new FolderPictures(root, files);
  }

  private static boolean isPicture(Path file) {
    String name = name(file).toLowerCase(Locale.ROOT);
    return SUFFIXES.stream().anyMatch(name::endsWith) && Files.isRegularFile(file);
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** What is in a folder, hidden files left out, by name. */
  private static List<Path> children(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> !name(path).startsWith("."))
          .sorted((a, b) -> name(a).compareTo(name(b)))
          .toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    } catch (UncheckedIOException e) {
      throw unreadable(folder, e);
    }
  }

  private static FaException unreadable(Path path, Throwable cause) {
    return new FaException(
        ErrorKind.USER, path + " cannot be read (" + cause + "). Check setting 'path'.", cause);
  }
}
