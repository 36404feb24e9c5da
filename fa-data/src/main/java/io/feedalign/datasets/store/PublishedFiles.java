package io.feedalign.datasets.store;

import java.util.List;

/**
 * The files of a data set as their publisher made them, and the places that offer them.
 *
 * @param dataset the data set's name, which is also its folder's
 * @param files every file it consists of
 * @param origins where to look, in order
 */
public record PublishedFiles(String dataset, List<KnownFile> files, List<Origin> origins) {
  /** Copies both lists. */
  public PublishedFiles {
    files = List.copyOf(files);
    origins = List.copyOf(origins);
  }
}
