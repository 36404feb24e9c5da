package io.feedalign.datasets.augment;

import java.util.List;

/** A change to an image, fixed or drawn. It keeps nothing, so any thread may use it. */
@FunctionalInterface
public interface Transform {
  /**
   * The changed image.
   *
   * @param image left as it is
   * @param draw names every random number that is needed
   */
  Pixels apply(Pixels image, SampleDraw draw);

  /** These changes, one after the other; none at all leaves images as they are. */
  static Transform inOrder(List<Transform> transforms) {
    List<Transform> all = List.copyOf(transforms);
    return (image, draw) -> {
      Pixels changed = image;
      for (Transform each : all) {
        changed = each.apply(changed, draw);
      }
      return changed;
    };
  }
}
