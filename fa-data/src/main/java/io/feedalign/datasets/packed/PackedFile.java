package io.feedalign.datasets.packed;

import io.feedalign.datasets.image.PictureCollection;
import io.feedalign.datasets.image.PictureHeader;
import io.feedalign.datasets.image.PictureSettings;
import io.feedalign.datasets.image.PictureSource;
import io.feedalign.datasets.store.Sha256;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A packed file, checked and opened: every place in it lies within it.
 *
 * @param path where it is
 * @param file its bytes
 * @param index where the index begins
 * @param remarks what it says about itself
 * @param checks which pictures were found whole
 */
record PackedFile(
    Path path, MappedFile file, long index, PackedRemarks remarks, PictureChecks checks) {
  /** Places in an entry of the index. */
  static final int LABEL = 0;

  static final int WIDTH = 4;
  static final int HEIGHT = 8;
  static final int NAME = 12;
  private static final int OFFSET = 16;
  private static final int CHECKSUM = 24;

  private static final int CHUNK = 1 << 20;
  private static final int MOST_NAME = 1 << 16;
  private static final int MOST_REMARKS = 1 << 26;

  /**
   * The pictures of the file that the setting 'packed' names.
   *
   * @throws FaException if it is not whole, or was made with other settings
   */
  static PictureCollection open(PictureSettings settings) {
    String name = settings.text("packed");
    try {
      PackedFile packed = open(Path.of(name));
      packed.requireFit(settings);
      return packed.collection();
    } catch (IOException | InvalidPathException e) {
      String message =
          "Setting 'packed' is '"
              + name
              + "', which cannot be read: "
              + e
              + ". Make it with fa"
              + " data pack.";
      throw new FaException(ErrorKind.USER, message, e);
    }
  }

  private static PackedFile open(Path path) throws IOException {
    MappedFile file = new MappedFile(path);
    if (file.size() >= PackedLayout.HEAD && file.longAt(0) == PackedLayout.UNCHECKED) {
      throw damaged(path, "was packed by an earlier version, without checksums of its pictures");
    }
    if (file.size() < PackedLayout.HEAD || file.longAt(0) != PackedLayout.MAGIC) {
      throw damaged(path, "is no packed file: it does not begin like one");
    }
    long index = file.longAt(8);
    long count = file.longAt(16);
    long remarks = file.longAt(24);
    long length = file.longAt(32);
    boolean sound =
        index >= PackedLayout.HEAD
            && count >= 0
            && count <= Integer.MAX_VALUE
            && remarks == index + count * PackedLayout.ENTRY
            && length >= 0
            && length <= MOST_REMARKS
            && file.size() == remarks + length;
    if (!sound) {
      throw damaged(path, "is cut off or damaged: its " + file.size() + " bytes do not add up");
    }
    byte[] kept = new byte[32];
    file.read(40, kept, 0, kept.length);
    if (!HexFormat.of().formatHex(kept).equals(digest(file, index))) {
      throw damaged(path, "is damaged: its index at byte " + index + " has another digest");
    }
    byte[] written = new byte[(int) length];
    file.read(remarks, written, 0, written.length);
    PackedFile packed =
        new PackedFile(
            path, file, index, PackedRemarks.read(written), new PictureChecks(file, count));
    packed.requirePlaces(count);
    return packed;
  }

  /** SHA-256 of all that comes after the pictures. */
  private static String digest(MappedFile file, long from) {
    MessageDigest digest = Sha256.start();
    byte[] chunk = new byte[CHUNK];
    for (long at = from; at < file.size(); at += CHUNK) {
      int length = (int) Math.min(CHUNK, file.size() - at);
      file.read(at, chunk, 0, length);
      digest.update(chunk, 0, length);
    }
    return Sha256.finish(digest);
  }

  /** The digest shows accidents; this shows a file that was made to mislead. */
  private void requirePlaces(long count) {
    if (remarks.pictures() != count) {
      throw damaged(path, "is damaged: its parts have not as many pictures as it has");
    }
    for (long picture = 0; picture < count; picture++) {
      int width = field(picture, WIDTH);
      int height = field(picture, HEIGHT);
      int name = field(picture, NAME);
      int label = field(picture, LABEL);
      boolean allowed =
          width >= 0
              && height >= 0
              && (long) width * height <= PictureHeader.MOST_PIXELS
              && name >= 0
              && name <= MOST_NAME
              && label >= 0
              && label < remarks.classes().size();
      long offset = offset(picture);
      long end = index - name - (allowed ? PackedLayout.pixels(width, height) : 0);
      if (!allowed || offset < PackedLayout.HEAD || offset > end) {
        throw damaged(path, "is damaged: picture " + picture + " lies outside of it");
      }
    }
  }

  private static FaException damaged(Path path, String what) {
    return FaException.user("File " + path + " " + what + ". Make it again with fa data pack.");
  }

  private void requireFit(PictureSettings settings) {
    if (settings.resize() != 0 && settings.resize() != remarks.resize()) {
      throw FaException.user(
          "File "
              + path
              + " holds images resized to "
              + remarks.resize()
              + ", but setting 'resize' is "
              + settings.resize()
              + ". Leave it out, or pack the images again.");
    }
    if (settings.turned() != remarks.exif()) {
      throw FaException.user(
          "File " + path + " was made with exif: " + remarks.exif() + "; set it the same.");
    }
  }

  private PictureCollection collection() {
    return new PictureCollection(
        remarks.classes(),
        part(0).orElseThrow(() -> damaged(path, "has no pictures to learn from")),
        part(1),
        part(2),
        remarks.resize(),
        remarks.digest());
  }

  private Optional<PictureSource> part(int number) {
    int count = remarks.parts().get(number);
    int first = remarks.parts().stream().limit(number).mapToInt(part -> Math.max(0, part)).sum();
    return count < 0 ? Optional.empty() : Optional.of(new PackedPictures(this, first, count));
  }

  /** A number of an entry of the index. */
  int field(long picture, int offset) {
    return file.intAt(index + picture * PackedLayout.ENTRY + offset);
  }

  /** Where a picture's bytes begin. */
  long offset(long picture) {
    return file.longAt(index + picture * PackedLayout.ENTRY + OFFSET);
  }

  /** Bytes of a picture's pixels. */
  int pixels(long picture) {
    return PackedLayout.pixels(field(picture, WIDTH), field(picture, HEIGHT));
  }

  /** Its name, and after a line feed why it could not be decoded if it couldn't. */
  String text(long picture) {
    byte[] text = new byte[field(picture, NAME)];
    file.read(offset(picture) + pixels(picture), text, 0, text.length);
    return new String(text, StandardCharsets.UTF_8);
  }

  /**
   * Refuses a picture whose bytes are not those that were written.
   *
   * @throws FaException naming the file, the picture, its place and what to do
   */
  void requireWhole(int picture) {
    long offset = offset(picture);
    int length = pixels(picture) + field(picture, NAME);
    if (!checks.whole(picture, offset, length, field(picture, CHECKSUM))) {
      throw damaged(
          path,
          "is damaged: picture "
              + picture
              + ", '"
              + text(picture).lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?")
              + "', "
              + length
              + " bytes from byte "
              + offset
              + " on, has another checksum");
    }
  }
}
