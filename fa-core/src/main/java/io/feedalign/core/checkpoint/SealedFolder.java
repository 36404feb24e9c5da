package io.feedalign.core.checkpoint;

import io.feedalign.core.store.DiskFull;
import io.feedalign.core.store.FileContent;
import io.feedalign.core.store.IoReason;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder of files that is whole or not there. It is written beside its place, forced to disk and
 * moved; its last file holds the SHA-256 of every other one, and of itself up to there.
 */
final class SealedFolder {
  private final Disk disk;
  private final Path folder;

  SealedFolder(Disk disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
  }

  /**
   * Writes all files by name; a name may have one folder in front.
   *
   * @throws FaException (RESOURCES) naming folder and bytes; nothing is left over then
   */
  void write(Map<String, FileContent> files) {
    Path temporary = beside("tmp");
    long bytes = files.values().stream().mapToLong(FileContent::bytes).sum();
    try {
      clear(temporary);
      fill(temporary, files);
      disk.move(temporary, folder);
      disk.force(parent());
    } catch (IOException e) {
      clearQuietly(temporary);
      throw DiskFull.or(e, folder, OptionalLong.of(bytes));
    }
  }

  private void fill(Path temporary, Map<String, FileContent> files) throws IOException {
    disk.createFolders(temporary);
    Map<String, String> digests = new TreeMap<>();
    for (Map.Entry<String, FileContent> file : files.entrySet()) {
      Path path = temporary.resolve(file.getKey());
      Path around = path.getParent();
      if (around != null && !around.equals(temporary)) {
        disk.createFolders(around);
      }
      digests.put(file.getKey(), write(path, file.getValue()));
      if (around != null && !around.equals(temporary)) {
        disk.force(around);
      }
    }
    write(temporary.resolve(Seal.NAME), FileContent.of(Seal.text(digests)));
    disk.force(temporary);
  }

  private String write(Path file, FileContent content) throws IOException {
    Digest digest = new Digest();
    try (Disk.Sink sink = disk.create(file)) {
      content.writeTo(new Digesting(sink, digest));
      sink.force();
    }
    return digest.text();
  }

  /**
   * The files by name, each proven to hold what was written.
   *
   * @throws FaException (USER) naming the file that does not
   */
  Map<String, Path> open() {
    Map<String, Path> files = new LinkedHashMap<>();
    Seal.read(folder.resolve(Seal.NAME))
        .forEach((name, digest) -> files.put(name, proven(folder.resolve(name), digest)));
    return files;
  }

  private static Path proven(Path file, String digest) {
    try {
      if (Digest.of(file).equals(digest)) {
        return file;
      }
      throw FaException.user("'" + file + "' is not what was written: its SHA-256 is another.");
    } catch (IOException e) {
      throw new FaException(
          ErrorKind.USER, "Cannot read '" + file + "': " + IoReason.of(e) + ".", e);
    }
  }

  /** Takes it away: in one go, and then file by file. */
  void remove() throws IOException {
    Path aside = beside("old");
    clear(aside);
    disk.move(folder, aside);
    disk.force(parent());
    clear(aside);
  }

  /** Gives it another name, in place of what may have had it. */
  void rename(String name) throws IOException {
    Path other = folder.resolveSibling(name);
    clear(other);
    disk.move(folder, other);
    disk.force(parent());
  }

  /** Whether a name is that of something half written or half deleted. */
  static boolean leftover(String name) {
    return name.startsWith(".") && (name.endsWith(".tmp") || name.endsWith(".old"));
  }

  /** Deletes a folder with all that is in it, if it is there. */
  void clear(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(path)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      disk.delete(each);
    }
  }

  private void clearQuietly(Path path) {
    try {
      clear(path);
    } catch (IOException e) {
      return; // The error that matters is the first one; the next start sweeps.
    }
  }

  private Path beside(String ending) {
    return folder.resolveSibling("." + folder.getFileName() + "." + ending);
  }

  private Path parent() {
    Path parent = folder.toAbsolutePath().getParent();
    if (parent == null) {
      throw FaException.user("'" + folder + "' is no folder that can be written.");
    }
    return parent;
  }

  /** A channel of which every byte is digested as well. */
  private record Digesting(WritableByteChannel channel, Digest digest)
      implements WritableByteChannel {
    @Override
    public int write(ByteBuffer source) throws IOException {
      ByteBuffer written = source.duplicate();
      int count = channel.write(source);
      digest.add(written.limit(written.position() + count));
      return count;
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
