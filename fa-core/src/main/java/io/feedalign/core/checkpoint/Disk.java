package io.feedalign.core.checkpoint;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** The few file operations of which a checkpoint is made. A crash may come after any of them. */
interface Disk {
  /** Creates a folder and those above it that are missing. */
  void createFolders(Path folder) throws IOException;

  /** Creates a file that must not be there. */
  Sink create(Path file) throws IOException;

  /** Makes what was created, moved or deleted in a folder outlive a loss of power. */
  void force(Path folder) throws IOException;

  /** Renames in one go; the new name must be free. */
  void move(Path from, Path to) throws IOException;

  /** Deletes a file or an empty folder. */
  void delete(Path path) throws IOException;

  /** A file that is being written. */
  interface Sink extends WritableByteChannel {
    /** Makes its bytes outlive a loss of power. */
    void force() throws IOException;
  }
}
