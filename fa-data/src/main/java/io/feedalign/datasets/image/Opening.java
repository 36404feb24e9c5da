package io.feedalign.datasets.image;

import java.util.function.Supplier;

/**
 * How files become pictures, the same for all parts of a data set.
 *
 * @param decoders makes a decoder for one thread
 * @param turned whether pictures are turned as their EXIF remarks want
 * @param resize shorter side that they are scaled to first, or 0
 */
record Opening(Supplier<PictureDecoder> decoders, boolean turned, int resize) {
  /** Pictures as they are wanted first: turned, and scaled unless they stay as they are. */
  PictureSource source(Pictures files) {
    PictureSource decoded = new DecodedPictures(files, decoders, turned);
    return resize == 0 ? decoded : new ResizedPictures(decoded, resize);
  }
}
