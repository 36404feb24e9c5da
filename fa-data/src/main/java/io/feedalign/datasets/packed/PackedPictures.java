package io.feedalign.datasets.packed;

import io.feedalign.datasets.augment.Box;
import io.feedalign.datasets.image.BadPicture;
import io.feedalign.datasets.image.Canvas;
import io.feedalign.datasets.image.PictureSource;
import io.feedalign.datasets.image.Size;
import io.feedalign.datasets.image.View;

/**
 * The pictures of one part of a packed file.
 *
 * @param packed the file
 * @param first the part's first picture among all
 * @param count how many it has
 */
record PackedPictures(PackedFile packed, int first, int count) implements PictureSource {

  @Override
  public int label(int position) {
    return packed.field(first + position, PackedFile.LABEL);
  }

  @Override
  public String name(int position) {
    String name = packed.text(first + position).lines().findFirst().orElse("");
    return packed.path() + ": '" + name + "' at byte " + packed.offset(first + position);
  }

  private Size size(int position) {
    return new Size(
        packed.field(first + position, PackedFile.WIDTH),
        packed.field(first + position, PackedFile.HEIGHT));
  }

  @Override
  public Reader reader() {
    return new Copying();
  }

  /** Copies what is asked for out of the file. */
  private final class Copying implements Reader {
    private final Canvas canvas = new Canvas();
    private Size size = new Size(0, 0);
    private long offset;

    @Override
    public Size open(int position) throws BadPicture {
      packed.requireWhole(first + position);
      size = size(position);
      offset = packed.offset(first + position);
      if (size.width() == 0 || size.height() == 0) {
        throw new BadPicture(
            packed.text(first + position).lines().skip(1).findFirst().orElse("is damaged"));
      }
      return size;
    }

    @Override
    public View view(Box part, int shrink) {
      canvas.resize(part.width(), part.height());
      int row = part.width() * Canvas.CHANNELS;
      for (int y = 0; y < part.height(); y++) {
        long start = (long) (part.top() + y) * size.width() + part.left();
        packed.file().read(offset + start * Canvas.CHANNELS, canvas.rgb(), y * row, row);
      }
      return canvas.view();
    }
  }
}
