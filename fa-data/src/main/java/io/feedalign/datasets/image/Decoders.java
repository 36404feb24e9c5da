package io.feedalign.datasets.image;

import io.feedalign.datasets.image.turbo.TurboJpeg;
import io.feedalign.error.FaException;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which decoder reads pictures. */
final class Decoders {
  private static final Logger LOG = LoggerFactory.getLogger(Decoders.class);

  private Decoders() {}

  /** Makes decoders by the name that a user gave: auto, imageio or turbo. */
  static Supplier<PictureDecoder> named(String name) {
    return name.equals("imageio") ? ImageIoDecoder::new : turboOr(name, missing());
  }

  /** libjpeg-turbo, unless it is missing and need not be there. */
  static Supplier<PictureDecoder> turboOr(String name, Optional<String> missing) {
    if (missing.isEmpty()) {
      return () -> new TurboJpeg(new ImageIoDecoder());
    }
    if (name.equals("turbo")) {
      throw FaException.resources(
          "Decoder 'turbo' is unavailable: "
              + missing.get()
              + ". Set decoder: auto, or install OpenCV's native library for this machine.");
    }
    LOG.info("Images are decoded by ImageIO, since libjpeg-turbo is absent: {}.", missing.get());
    return ImageIoDecoder::new;
  }

  private static Optional<String> missing() {
    try {
      return TurboJpeg.missing();
    } catch (LinkageError e) { // not even OpenCV's classes are there
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
