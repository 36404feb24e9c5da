package io.feedalign.datasets.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import io.feedalign.datasets.image.PictureHeader.Format;
import io.feedalign.error.FaException;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * The reference decoder: ImageIO, through TwelveMonkeys' reader for JPEGs.
 *
 * <p>It is asked for the channels as they are stored: its own conversion takes the channels of CMYK
 * for red, green and blue, and obeys colour profiles that other loaders ignore.
 */
final class ImageIoDecoder implements PictureDecoder {
  static final String NAME = "imageio";

  private final ImageReader jpeg = reader("jpeg");
  private final ImageReader png = reader("png");
  private byte[] samples = new byte[0];

  private static ImageReader reader(String format) {
    ImageReader found = null;
    for (Iterator<ImageReader> all = ImageIO.getImageReadersByFormatName(format); all.hasNext(); ) {
      ImageReader reader = all.next();
      if (found == null || reader.getClass().getName().startsWith("com.twelvemonkeys.")) {
        found = reader;
      }
    }
    if (found == null) {
      throw FaException.resources("This Java reads no " + format + "; use one with java.desktop.");
    }
    return found;
  }

  @Override
  public int decode(Encoded picture, PictureHeader header, int shrink, Canvas into)
      throws BadPicture {
    ImageReader reader = header.format() == Format.JPEG ? jpeg : png;
    try (ImageInputStream in =
        new ByteArrayImageInputStream(picture.bytes(), 0, picture.length())) {
      reader.setInput(in, true, true);
      if (header.format() == Format.JPEG) {
        channels(reader.readRaster(0, null), header, into);
      } else {
        PngPixels.of(reader.read(0), into);
      }
      return 1;
    } catch (IOException | RuntimeException e) { // its readers throw any of them at damaged files
      throw new BadPicture("cannot be decoded: " + e.getMessage(), e);
    } finally {
      reader.setInput(null);
    }
  }

  private void channels(Raster raster, PictureHeader header, Canvas into) throws BadPicture {
    int width = raster.getWidth();
    int channels = ColourConversion.channels(header.colours());
    Size size = new Size(width, raster.getHeight());
    if (raster.getNumBands() != channels || !size.equals(header.stored())) {
      throw new BadPicture(
          "was decoded to "
              + size
              + " in "
              + raster.getNumBands()
              + " channels, but says "
              + header.stored()
              + " in "
              + channels);
    }
    into.resize(width, size.height());
    if (samples.length < width * channels) {
      samples = new byte[width * channels];
    }
    for (int y = 0; y < size.height(); y++) {
      raster.getDataElements(0, y, width, 1, samples);
      int at = y * width * Canvas.CHANNELS;
      ColourConversion.row(header.colours(), samples, width, into.rgb(), at);
    }
  }

  @Override
  public void close() {
    jpeg.dispose();
    png.dispose();
  }
}
