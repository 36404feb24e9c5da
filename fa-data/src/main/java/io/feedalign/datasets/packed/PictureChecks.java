package io.feedalign.datasets.packed;

import java.util.zip.CRC32C;

/**
 * The checksums of a packed file's pictures. Each is compared when the picture is first opened; the
 * pages that it lies in have to be read then anyway. For all threads.
 */
final class PictureChecks {
  private final MappedFile file;
  // Two threads that open a picture at once may both compare it, which does no harm.
  private final boolean[] compared;

  PictureChecks(MappedFile file, long pictures) {
    this.file = file;
    compared = new boolean[Math.toIntExact(pictures)];
  }

  /** Whether a picture's bytes, now or earlier, had the checksum that they were written with. */
  boolean whole(int picture, long offset, int length, int checksum) {
    if (!compared[picture]) {
      CRC32C sum = new CRC32C();
      sum.update(file.stretch(offset, length));
      compared[picture] = (int) sum.getValue() == checksum;
    }
    return compared[picture];
  }
}
