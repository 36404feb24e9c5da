package io.feedalign.datasets.image;

import io.feedalign.datasets.image.TarEntries.Entry;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * Pictures in a tar, read where they lie.
 *
 * @param tar the archive
 * @param entries the pictures' places, in order
 * @param labels a class for each
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record TarPictures(Path tar, List<Entry> entries, int[] labels) implements Pictures {

  @Override
  public int count() {
    return labels.length;
  }

  @Override
  public int label(int position) {
    return labels[position];
  }

  @Override
  public String name(int position) {
    Entry entry = entries.get(position);
    return tar + ": '" + entry.path() + "' at byte " + entry.offset();
  }

  @Override
  public long bytes(int position) {
    return entries.get(position).bytes();
  }

  @Override
  public Reader reader() {
    try {
      return new Open(FileChannel.open(tar), entries);
    } catch (IOException e) {
      throw new FaException(ErrorKind.USER, "Archive " + tar + " cannot be opened: " + e, e);
    }
  }

  /** One thread's way into the archive. */
  private record Open(FileChannel file, List<Entry> entries) implements Reader {
    @Override
    public void read(int position, Encoded into) throws IOException, BadPicture {
      Entry entry = entries.get(position);
      into.read(file, entry.offset(), entry.bytes());
    }

    @Override
    public void close() {
      try {
        file.close();
      } catch (IOException e) {
        throw new FaException(ErrorKind.INTERNAL, "A file that was read cannot be closed.", e);
      }
    }
  }
}
