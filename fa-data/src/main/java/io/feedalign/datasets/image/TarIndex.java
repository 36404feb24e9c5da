package io.feedalign.datasets.image;

import io.feedalign.datasets.image.TarEntries.Entry;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The list of an archive's files, kept in a file beside it: {@code X.tar.index} for {@code X.tar}.
 * It is made once, and again if the archive's length or date has changed or the list is damaged.
 *
 * @param tar the archive
 */
record TarIndex(Path tar) {
  private static final Logger LOG = LoggerFactory.getLogger(TarIndex.class);
  private static final int MAGIC = 0xfa1d0001;

  /** The archive's files. */
  List<Entry> entries() {
    Optional<List<Entry>> kept = kept();
    if (kept.isPresent()) {
      return kept.get();
    }
    LOG.info("Listing {} once.", tar);
    List<Entry> entries = new TarEntries(tar).list();
    try {
      keep(entries);
    } catch (IOException e) {
      LOG.info("The list of {} cannot be kept beside it ({}): it is made every time.", tar, e);
    }
    return entries;
  }

  private Path file() {
    return tar.resolveSibling(tar.getFileName() + ".index");
  }

  private void keep(List<Entry> entries) throws IOException {
    new WholeFile(file()).write(channel -> write(entries, channel));
  }

  private void write(List<Entry> entries, FileChannel channel) throws IOException {
    CRC32 sum = new CRC32();
    DataOutputStream out =
        new DataOutputStream(
            new CheckedOutputStream(
                new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16), sum));
    out.writeInt(MAGIC);
    out.writeLong(Files.size(tar));
    out.writeLong(Files.getLastModifiedTime(tar).toMillis());
    out.writeInt(entries.size());
    for (Entry entry : entries) {
      out.writeUTF(entry.path());
      out.writeLong(entry.offset());
      out.writeLong(entry.bytes());
    }
    out.writeLong(sum.getValue());
    out.flush();
  }

  /** The list that was kept; empty if there is none that fits the archive as it is. */
  private Optional<List<Entry>> kept() {
    CRC32 sum = new CRC32();
    try (DataInputStream in =
        new DataInputStream(
            new CheckedInputStream(
                new BufferedInputStream(Files.newInputStream(file()), 1 << 16), sum))) {
      long size = Files.size(tar);
      boolean fits =
          in.readInt() == MAGIC
              && in.readLong() == size
              && in.readLong() == Files.getLastModifiedTime(tar).toMillis();
      int count = fits ? in.readInt() : -1;
      if (count < 0 || count > TarEntries.MOST) {
        return Optional.empty();
      }
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        entries.add(new Entry(in.readUTF(), in.readLong(), in.readLong()));
      }
      long expected = sum.getValue();
      return in.readLong() == expected ? Optional.of(entries) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // not there yet, or damaged: made anew
    }
  }
}
