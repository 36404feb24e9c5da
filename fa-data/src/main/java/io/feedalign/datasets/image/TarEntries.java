package io.feedalign.datasets.image;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The files in a tar, and in the tars in it, by the place of their bytes. Nothing is unpacked, so
 * no name in an archive names a file of ours.
 *
 * @param tar the archive
 */
record TarEntries(Path tar) {
  /** The most files that are listed. */
  static final int MOST = 3_000_000;

  private static final int RECORD = 512;
  private static final String NESTED = ".tar";

  /**
   * A file in the archive.
   *
   * @param path its name; that of a tar in the tar stands before a slash
   * @param offset where its bytes begin in the archive
   * @param bytes how many there are
   */
  record Entry(String path, long offset, long bytes) {}

  /** Goes through the archive, from header to header. */
  List<Entry> list() {
    List<Entry> entries = new ArrayList<>();
    try (FileChannel file = FileChannel.open(tar)) {
      requireEnd(file);
      list(file, new Entry("", 0, file.size()), entries);
    } catch (IOException | RuntimeException e) { // the parser throws both at hostile archives
      if (e instanceof FaException) {
        throw (FaException) e;
      }
      throw new FaException(
          ErrorKind.USER, "Archive " + tar + " cannot be read: " + e.getMessage() + ".", e);
    }
    return entries;
  }

  /** A tar ends in empty records; the parser would take one that is cut off for a short one. */
  private static void requireEnd(FileChannel file) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(RECORD);
    boolean empty = file.size() >= RECORD && file.read(last, file.size() - RECORD) == RECORD;
    for (byte b : last.array()) {
      empty &= b == 0;
    }
    if (!empty) {
      throw new IOException("it is cut off at byte " + file.size());
    }
  }

  private void list(FileChannel file, Entry archive, List<Entry> entries) throws IOException {
    long end = archive.offset() + archive.bytes();
    try (FileStretch stretch = new FileStretch(file, archive.offset(), end);
        TarArchiveInputStream in = new TarArchiveInputStream(stretch)) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isFile() || entry.isLink() || entry.isSymbolicLink()) {
          continue;
        }
        String path = archive.path() + entry.getName();
        Entry found = new Entry(path, stretch.place(), entry.getSize());
        check(found, entry.isSparse(), end, entries.size());
        if (archive.path().isEmpty() && path.endsWith(NESTED)) {
          list(file, new Entry(path + "/", found.offset(), found.bytes()), entries);
        } else {
          entries.add(found);
        }
      }
    }
  }

  private void check(Entry entry, boolean sparse, long end, int count) {
    if (sparse) {
      throw damaged(entry, "is stored with holes; pack it again without --sparse");
    }
    if (entry.bytes() < 0 || entry.bytes() > end - entry.offset()) {
      throw damaged(entry, "should have " + entry.bytes() + " bytes, but the archive is cut off");
    }
    if (count == MOST) {
      throw damaged(entry, "is one more than the " + MOST + " files that are listed");
    }
  }

  private FaException damaged(Entry entry, String what) {
    return FaException.user(
        "Archive " + tar + ": '" + entry.path() + "' at byte " + entry.offset() + " " + what + ".");
  }
}
