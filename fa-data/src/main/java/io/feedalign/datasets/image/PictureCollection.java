package io.feedalign.datasets.image;

import java.util.List;
import java.util.Optional;

/**
 * Pictures in up to three parts, as they were found.
 *
 * @param classes their names, in the order of their numbers
 * @param training what is learned from, and what is held out of it if other parts are missing
 * @param validation pictures of its own to choose between models
 * @param test pictures of its own to score once
 * @param resize shorter side to which all were scaled first, or 0
 * @param digest SHA-256 of the list of all pictures: names, classes and lengths
 */
public record PictureCollection(
    List<String> classes,
    PictureSource training,
    Optional<PictureSource> validation,
    Optional<PictureSource> test,
    int resize,
    String digest) {

  /** Copies the list. */
  public PictureCollection {
    classes = List.copyOf(classes);
  }
}
