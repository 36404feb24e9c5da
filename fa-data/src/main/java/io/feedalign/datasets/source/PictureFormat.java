package io.feedalign.datasets.source;

import java.util.List;

/** How labelled pictures lie in files. */
interface PictureFormat {
  /** What messages call it. */
  String name();

  /** Number of classes that a label can name. */
  int classes();

  /**
   * Reads the files of one part of a data set from the first byte to the last.
   *
   * @param files in the order in which their publisher names them
   * @throws io.feedalign.error.FaException naming file and offset if one is not the published one
   */
  Pictures read(List<KnownData> files);
}
