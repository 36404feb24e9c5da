package io.feedalign.datasets.image;

import io.feedalign.datasets.augment.Box;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Pictures that are decoded when they are asked for.
 *
 * @param files where their bytes are
 * @param decoders makes a decoder for one thread
 * @param turned whether a picture is turned as its EXIF remark wants it
 */
record DecodedPictures(Pictures files, Supplier<PictureDecoder> decoders, boolean turned)
    implements PictureSource {

  @Override
  public int count() {
    return files.count();
  }

  @Override
  public int label(int position) {
    return files.label(position);
  }

  @Override
  public String name(int position) {
    return files.name(position);
  }

  @Override
  public Reader reader() {
    return new Decoding(files.reader(), decoders.get(), turned);
  }

  /** One thread's decoding, in memory of its own. */
  private static final class Decoding implements Reader {
    private final Pictures.Reader files;
    private final PictureDecoder decoder;
    private final boolean turned;
    private final Encoded encoded = new Encoded();
    private final Canvas stored = new Canvas();
    private final Canvas upright = new Canvas();
    private PictureHeader header =
        new PictureHeader(
            PictureHeader.Format.JPEG,
            new Size(0, 0),
            PictureHeader.Colours.RGB,
            Orientation.UPRIGHT);

    Decoding(Pictures.Reader files, PictureDecoder decoder, boolean turned) {
      this.files = files;
      this.decoder = decoder;
      this.turned = turned;
    }

    @Override
    public Size open(int position) throws BadPicture {
      try {
        files.read(position, encoded);
      } catch (IOException e) {
        throw new BadPicture("cannot be read: " + e, e);
      }
      PictureHeader found = PictureHeader.of(encoded);
      header = turned ? found : found.unturned();
      return header.seen();
    }

    @Override
    public View view(Box part, int shrink) throws BadPicture {
      if (shrink == 1 && header.orientation() == Orientation.UPRIGHT) {
        decoder.decode(encoded, header, part, stored);
        return View.of(stored.pixels(), part);
      }
      int shrunk = decoder.decode(encoded, header, shrink, stored);
      Canvas seen = stored;
      if (header.orientation() != Orientation.UPRIGHT) {
        Orientation.apply(header.orientation(), stored, upright);
        seen = upright;
      }
      return shrunk == 1 ? View.of(seen.pixels(), part) : View.shrunk(seen.pixels(), part, shrunk);
    }

    @Override
    public void close() {
      files.close();
      decoder.close();
    }
  }
}
