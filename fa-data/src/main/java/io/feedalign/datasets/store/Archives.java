package io.feedalign.datasets.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds what a package client left behind. */
final class Archives {
  private Archives() {}

  /** The first file of a folder whose name fits a pattern such as {@code *.deb}. */
  static Path only(Path folder, String pattern) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
      for (Path archive : found) {
        return archive;
      }
    }
    throw new IOException("the package client left no " + pattern + " file");
  }
}
