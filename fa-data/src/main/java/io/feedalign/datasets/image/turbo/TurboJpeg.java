package io.feedalign.datasets.image.turbo;

import io.feedalign.datasets.augment.Box;
import io.feedalign.datasets.image.BadPicture;
import io.feedalign.datasets.image.Canvas;
import io.feedalign.datasets.image.Encoded;
import io.feedalign.datasets.image.PictureDecoder;
import io.feedalign.datasets.image.PictureHeader;
import io.feedalign.datasets.image.PictureHeader.Colours;
import io.feedalign.datasets.image.PictureHeader.Format;
import io.feedalign.datasets.image.Size;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * libjpeg-turbo, through OpenCV's {@code imdecode}: grey and colour JPEGs, whole or with each side
 * divided by 2, 4 or 8 in the inverse cosine transform. All else is left to another decoder.
 */
public final class TurboJpeg implements PictureDecoder {
  private static final int WHOLE =
      opencv_imgcodecs.IMREAD_COLOR_RGB | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;

  private final PictureDecoder others;
  private final Mat decoded = new Mat();
  private BytePointer bytes = new BytePointer(1L << 16);

  /** A decoder that leaves to another one what it cannot decode itself. */
  public TurboJpeg(PictureDecoder others) {
    this.others = others;
  }

  /** Why it cannot be used on this machine; empty if it can. */
  public static Optional<String> missing() {
    try {
      Loader.load(opencv_imgcodecs.class);
      return Optional.empty();
    } catch (LinkageError | RuntimeException e) { // JavaCPP throws either
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public int decode(Encoded picture, PictureHeader header, int shrink, Canvas into)
      throws BadPicture {
    if (!reads(header)) {
      return others.decode(picture, header, shrink, into);
    }
    copy(picture);
    Size size = header.stored().shrunk(shrink);
    decode(picture.length(), flags(shrink), size);
    show(size, size.all(), into);
    return shrink;
  }

  @Override
  public void decode(Encoded picture, PictureHeader header, Box part, Canvas into)
      throws BadPicture {
    if (!reads(header)) {
      others.decode(picture, header, part, into);
      return;
    }
    copy(picture);
    decode(picture.length(), WHOLE, header.stored());
    show(header.stored(), part, into);
  }

  private static boolean reads(PictureHeader header) {
    Colours colours = header.colours();
    boolean inks = colours == Colours.CMYK || colours == Colours.YCCK;
    return header.format() == Format.JPEG && !inks;
  }

  private void decode(int length, int flags, Size expected) throws BadPicture {
    try (Mat file = new Mat(1, length, opencv_core.CV_8UC1, bytes);
        Mat result = opencv_imgcodecs.imdecode(file, flags, decoded)) {
      if (result.empty()) { // then the last picture is still in the memory for the next one
        throw new BadPicture("cannot be decoded by libjpeg-turbo");
      }
    } catch (RuntimeException e) { // a C++ exception
      throw new BadPicture("cannot be decoded: " + e.getMessage(), e);
    }
    Size size = new Size(decoded.cols(), decoded.rows());
    if (!size.equals(expected) || decoded.channels() != Canvas.CHANNELS) {
      throw new BadPicture("was decoded to " + size + ", but its header promises " + expected);
    }
  }

  /** Copies the rows of a part to their places. */
  private void show(Size size, Box part, Canvas into) {
    into.resize(size.width(), size.height());
    int row = size.width() * Canvas.CHANNELS;
    int start = part.top() * row;
    BytePointer pixels = decoded.data();
    pixels.position(start).get(into.rgb(), start, part.height() * row);
  }

  private static int flags(int shrink) {
    return switch (shrink) {
      case 1 -> WHOLE;
      case 2 -> WHOLE | opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2;
      case 4 -> WHOLE | opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4;
      default -> WHOLE | opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;
    };
  }

  private void copy(Encoded picture) {
    if (bytes.capacity() < picture.length()) {
      bytes.close();
      bytes = new BytePointer((long) picture.length());
    }
    bytes.put(picture.bytes(), 0, picture.length());
  }

  @Override
  public void close() {
    decoded.close();
    bytes.close();
    others.close();
  }
}
