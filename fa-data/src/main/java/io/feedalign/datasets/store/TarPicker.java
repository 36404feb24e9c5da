package io.feedalign.datasets.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * Takes known files out of a tar archive and writes nothing else, nowhere else: no name in the
 * archive is ever used as a path.
 *
 * @param prefix what stands before a file's name inside the archive
 * @param suffix {@code .gz} if the files are gzipped there, otherwise empty
 */
record TarPicker(String prefix, String suffix) {
  private static final int MAX_ENTRIES = 10_000;

  /**
   * Writes each wanted file into a folder.
   *
   * @param tar the archive, uncompressed
   * @throws IOException if the archive is damaged, too large, or lacks a file
   */
  void pick(InputStream tar, List<KnownFile> wanted, Path folder) throws IOException {
    List<KnownFile> missing = new ArrayList<>(wanted);
    TarArchiveInputStream entries = new TarArchiveInputStream(new Limited(tar, limit(wanted)));
    for (int count = 0; !missing.isEmpty(); count++) {
      TarArchiveEntry entry = entries.getNextEntry();
      if (entry == null) {
        throw new IOException("the archive holds no " + prefix + missing.get(0).name() + suffix);
      }
      if (count == MAX_ENTRIES) {
        throw new IOException("the archive has more than " + MAX_ENTRIES + " entries");
      }
      KnownFile file = match(missing, entry);
      if (file != null) {
        BoundedCopy.write(suffix.isEmpty() ? entries : new GZIPInputStream(entries), file, folder);
        missing.remove(file);
      }
    }
  }

  private @Nullable KnownFile match(List<KnownFile> missing, TarArchiveEntry entry) {
    byte type = entry.getLinkFlag();
    if (type != TarConstants.LF_NORMAL && type != TarConstants.LF_OLDNORM) {
      return null;
    }
    String name = entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
    for (KnownFile file : missing) {
      if (name.equals(prefix + file.name() + suffix)) {
        return file;
      }
    }
    return null;
  }

  private static long limit(List<KnownFile> wanted) {
    return (16L << 20) + 2 * wanted.stream().mapToLong(KnownFile::bytes).sum();
  }
}
