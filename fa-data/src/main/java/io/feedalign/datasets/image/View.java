package io.feedalign.datasets.image;

import io.feedalign.datasets.augment.Box;
import io.feedalign.datasets.augment.Pixels;

/**
 * The part of a decoded picture that is to be scaled.
 *
 * @param pixels all that may be looked at
 * @param left left edge of the part, in pixels; a fraction if decoding shrank the picture
 * @param top its upper edge likewise
 * @param width its width likewise
 * @param height its height likewise
 */
public record View(Pixels pixels, double left, double top, double width, double height) {

  /** A window of a picture that was decoded at its own size: nothing outside is looked at. */
  public static View of(Pixels picture, Box window) {
    return new View(window.of(picture), 0, 0, window.width(), window.height());
  }

  /** A window of a picture of which each side was divided by a number while it was decoded. */
  static View shrunk(Pixels picture, Box window, int shrink) {
    double scale = 1.0 / shrink;
    return new View(
        picture,
        window.left() * scale,
        window.top() * scale,
        window.width() * scale,
        window.height() * scale);
  }
}
