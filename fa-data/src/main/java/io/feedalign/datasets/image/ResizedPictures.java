package io.feedalign.datasets.image;

import io.feedalign.datasets.augment.Box;

/**
 * Pictures scaled so that the shorter side has one length, before anything else is done with them:
 * what a packed file holds, computed when it is asked for.
 *
 * @param originals the pictures as they are
 * @param shorterSide the length
 */
record ResizedPictures(PictureSource originals, int shorterSide) implements PictureSource {

  @Override
  public int count() {
    return originals.count();
  }

  @Override
  public int label(int position) {
    return originals.label(position);
  }

  @Override
  public String name(int position) {
    return originals.name(position);
  }

  @Override
  public Reader reader() {
    return new Resizing(originals.reader(), shorterSide);
  }

  /** One thread's resizing. */
  private static final class Resizing implements Reader {
    private final Reader originals;
    private final int shorterSide;
    private final Resampler resampler = new Resampler();
    private final Canvas canvas = new Canvas();
    private Size original = new Size(0, 0);

    Resizing(Reader originals, int shorterSide) {
      this.originals = originals;
      this.shorterSide = shorterSide;
    }

    @Override
    public Size open(int position) throws BadPicture {
      original = originals.open(position);
      return scaled();
    }

    private Size scaled() throws BadPicture {
      Size scaled = original.shorterSide(shorterSide);
      if ((long) scaled.width() * scaled.height() > PictureHeader.MOST_PIXELS) {
        throw new BadPicture("has " + original + " pixels: too narrow to be resized to " + scaled);
      }
      return scaled;
    }

    @Override
    public View view(Box part, int shrink) throws BadPicture {
      // Only what is asked for is computed: its pixels do not depend on the others.
      View whole = originals.view(original.all(), 1);
      canvas.resize(part.width(), part.height());
      resampler.scale(whole, scaled(), part, false);
      resampler.write(canvas.rgb());
      return canvas.view();
    }

    @Override
    public void close() {
      originals.close();
    }
  }
}
