package io.feedalign.datasets.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A place from which the files of a data set can be had. */
public interface Origin {
  /** What messages call it. */
  String name();

  /**
   * Puts every wanted file, uncompressed, into an empty folder. The caller checks the content.
   *
   * @throws IOException saying in a sentence why this place does not serve now
   */
  void fetch(List<KnownFile> wanted, Path folder) throws IOException;
}
