package io.feedalign.datasets.image;

import io.feedalign.datasets.augment.Box;

/** Turns the bytes of a picture into pixels, as they are stored. For one thread. */
public interface PictureDecoder extends AutoCloseable {
  /**
   * Decodes a picture whose header was read and found well.
   *
   * @param shrink 1, 2, 4 or 8: by how much each side may be divided, rounded up
   * @return by how much it was; a decoder that cannot shrink returns 1
   */
  int decode(Encoded picture, PictureHeader header, int shrink, Canvas into) throws BadPicture;

  /**
   * Decodes a picture at its own size, each row at its place; what lies above and below a part of
   * it may be rubbish.
   */
  default void decode(Encoded picture, PictureHeader header, Box part, Canvas into)
      throws BadPicture {
    decode(picture, header, 1, into);
  }

  @Override
  default void close() {}
}
