package io.feedalign.datasets.image;

import io.feedalign.datasets.augment.Box;

/** Pictures with their classes, found by position, of which parts can be brought to memory. */
public interface PictureSource {
  /** Number of pictures. */
  int count();

  /** Class of a picture, counted from 0. */
  int label(int position);

  /** Where a picture is, for messages. */
  String name(int position);

  /** A way to see them, for one thread. */
  Reader reader();

  /** Shows one picture after the other. For one thread. */
  interface Reader extends AutoCloseable {
    /** Goes to a picture and says how large it is. */
    Size open(int position) throws BadPicture;

    /**
     * A part of the picture that was opened last; valid until the next call.
     *
     * @param shrink by how much each side may be divided on the way: 1 for every pixel as it is
     */
    View view(Box part, int shrink) throws BadPicture;

    @Override
    default void close() {}
  }
}
