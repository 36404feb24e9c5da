package io.feedalign.datasets.image;

import java.io.IOException;

/** Encoded pictures with their classes, each found by its position. */
interface Pictures {
  /** Number of pictures. */
  int count();

  /** Class of a picture, counted from 0. */
  int label(int position);

  /** Where a picture is, for messages: its file, and its place in it if that is an archive. */
  String name(int position);

  /** Length of a picture's file. */
  long bytes(int position);

  /** A way to read them, for one thread. */
  Reader reader();

  /** Reads the bytes of pictures. For one thread. */
  interface Reader extends AutoCloseable {
    /** Reads a picture's file, all of it. */
    void read(int position, Encoded into) throws IOException, BadPicture;

    @Override
    default void close() {}
  }
}
