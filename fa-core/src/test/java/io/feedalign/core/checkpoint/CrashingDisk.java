package io.feedalign.core.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A disk that remembers every operation, and what would be left if the power had failed. */
final class CrashingDisk implements Disk {
  /** What may be lost. */
  enum Loss {
    /** The process was killed: the system still writes everything. */
    NOTHING,
    /** Bytes that were not forced; names are there, as some file systems have it. */
    UNFORCED_BYTES,
    /** Bytes and names that were not forced. */
    UNFORCED
  }

  /**
   * One operation.
   *
   * @param place the folder whose forcing makes it last, or the file that was forced or written
   */
  private record Operation(String kind, Path path, Path place, byte[] bytes) {}

  private final Disk disk = new NioDisk();
  private final List<Operation> operations = new ArrayList<>();

  int count() {
    return operations.size();
  }

  private void add(String kind, Path path, Path place, byte[] bytes) {
    operations.add(new Operation(kind, path, place, bytes));
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      add("folder", folder, folder.getParent(), new byte[0]);
    }
    disk.createFolders(folder);
  }

  @Override
  public Sink create(Path file) throws IOException {
    Sink sink = disk.create(file);
    add("file", file, file.getParent(), new byte[0]);
    return new Sink() {
      @Override
      public int write(ByteBuffer source) throws IOException {
        byte[] bytes = new byte[source.remaining()];
        source.duplicate().get(bytes);
        add("write", file, file, bytes);
        return sink.write(source);
      }

      @Override
      public void force() throws IOException {
        sink.force();
        add("force", file, file, new byte[0]);
      }

      @Override
      public boolean isOpen() {
        return sink.isOpen();
      }

      @Override
      public void close() throws IOException {
        sink.close();
      }
    };
  }

  @Override
  public void force(Path folder) {
    add("force", folder, folder, new byte[0]);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    disk.move(from, to);
    add("move", from, to, new byte[0]);
  }

  @Override
  public void delete(Path path) throws IOException {
    disk.delete(path);
    add("delete", path, path.getParent(), new byte[0]);
  }

  /** Files by path, folders without content, after some of the operations and a crash. */
  Map<String, byte[]> after(Map<String, byte[]> before, int made, Loss loss) {
    TreeMap<String, byte[]> tree = new TreeMap<>(before);
    for (int i = 0; i < made; i++) {
      Operation each = operations.get(i);
      if (loss == Loss.NOTHING || lasts(each, i, made, loss)) {
        apply(each, tree);
      }
    }
    return tree;
  }

  private boolean lasts(Operation each, int at, int made, Loss loss) {
    boolean bytes = each.kind().equals("write");
    if (!bytes && loss == Loss.UNFORCED_BYTES) {
      return true;
    }
    Path place = each.kind().equals("move") ? each.place().getParent() : each.place();
    return operations.subList(at + 1, made).stream()
        .anyMatch(later -> later.kind().equals("force") && later.path().equals(place));
  }

  private static void apply(Operation each, TreeMap<String, byte[]> tree) {
    String path = each.path().toString();
    switch (each.kind()) {
      case "folder" -> tree.put(path + "/", new byte[0]);
      case "file" -> {
        if (tree.containsKey(each.place() + "/")) {
          tree.put(path, new byte[0]);
        }
      }
      case "write" -> tree.computeIfPresent(path, (name, bytes) -> joined(bytes, each.bytes()));
      case "delete" -> {
        tree.remove(path);
        tree.remove(path + "/");
      }
      case "move" -> {
        TreeMap<String, byte[]> moved =
            new TreeMap<>(tree.subMap(path + "/", true, path + "0", false));
        moved.forEach(
            (name, bytes) -> {
              tree.remove(name);
              tree.put(each.place() + name.substring(path.length()), bytes);
            });
      }
      default -> {}
    }
  }

  private static byte[] joined(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }
}
