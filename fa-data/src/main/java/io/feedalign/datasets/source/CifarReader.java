package io.feedalign.datasets.source;

import io.feedalign.datasets.store.Sha256;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Reads one file of CIFAR records, plain or gzipped, and puts the channels last. */
final class CifarReader {
  private final CifarFormat format;
  private final DataFile file;

  CifarReader(CifarFormat format, DataFile file) {
    this.format = format;
    this.file = file;
  }

  /**
   * Reads a whole file.
   *
   * @param count how many records it must have
   * @param into receives pictures and labels
   * @param first place of the first one
   * @return SHA-256 of the uncompressed file
   * @throws FaException naming file and offset if it has another number of records, or a label is
   *     no class
   */
  String read(int count, Pictures into, int first) {
    long done = 0;
    try (InputStream raw = file.opener().open();
        InputStream in = DataFile.unpacked(raw)) {
      MessageDigest digest = Sha256.start();
      byte[] bytes = new byte[format.recordBytes()];
      for (int i = 0; i < count; i++) {
        int read = in.readNBytes(bytes, 0, bytes.length);
        if (read < bytes.length) {
          throw ended(done + read, count);
        }
        digest.update(bytes);
        into.labels()[first + i] = label(bytes, done);
        interleave(bytes, into.pixels(), (first + i) * CifarFormat.PIXELS);
        done += read;
      }
      if (in.read() >= 0) {
        throw file.damaged("goes on at byte %d, behind its %d pictures.", done, count);
      }
      return Sha256.finish(digest);
    } catch (IOException e) {
      throw file.damaged("cannot be read beyond byte " + done, e);
    }
  }

  private FaException ended(long at, int count) {
    return file.damaged(
        "ends at byte %d, but its %d pictures take %d bytes.",
        at, count, (long) count * format.recordBytes());
  }

  private int label(byte[] bytes, long start) {
    int last = format.labelBytes() - 1;
    int label = bytes[last] & 0xff;
    if (label >= format.classes()) {
      throw file.damaged(
          "has the label %d at byte %d, but labels go from 0 to %d.",
          label, start + last, format.classes() - 1);
    }
    return label;
  }

  private void interleave(byte[] planes, byte[] pixels, int to) {
    int red = format.labelBytes();
    for (int i = 0; i < CifarFormat.PLANE; i++) {
      pixels[to + 3 * i] = planes[red + i];
      pixels[to + 3 * i + 1] = planes[red + i + CifarFormat.PLANE];
      pixels[to + 3 * i + 2] = planes[red + i + 2 * CifarFormat.PLANE];
    }
  }
}
