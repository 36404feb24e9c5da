package io.feedalign.datasets.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies a stream into a new file that may not grow beyond its published size. */
final class BoundedCopy {
  private BoundedCopy() {}

  static void write(InputStream in, KnownFile file, Path folder) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve(file.name()))) {
      byte[] chunk = new byte[1 << 16];
      long written = 0;
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        written += read;
        if (written > file.bytes()) {
          throw new IOException(
              file.name() + " is longer than the " + file.bytes() + " bytes it should have");
        }
        out.write(chunk, 0, read);
      }
    }
  }
}
