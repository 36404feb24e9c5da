package io.feedalign.datasets.image;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * Picture files below a folder.
 *
 * @param root the folder
 * @param files each one's path, class and length, in order
 */
record FolderPictures(Path root, List<Entry> files) implements Pictures {

  /**
   * A picture file.
   *
   * @param path from the root on
   * @param label its class
   * @param bytes its length when the folder was listed
   */
  record Entry(String path, int label, long bytes) {}

  @Override
  public int count() {
    return files.size();
  }

  @Override
  public int label(int position) {
    return files.get(position).label();
  }

  @Override
  public String name(int position) {
    return root.resolve(files.get(position).path()).toString();
  }

  @Override
  public long bytes(int position) {
    return files.get(position).bytes();
  }

  @Override
  public Reader reader() {
    return (position, into) -> {
      try (FileChannel file = FileChannel.open(root.resolve(files.get(position).path()))) {
        into.read(file, 0, file.size());
      }
    };
  }
}
