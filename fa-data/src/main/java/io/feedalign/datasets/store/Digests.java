package io.feedalign.datasets.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Compares files with what was published, by size and SHA-256. */
final class Digests {
  private Digests() {}

  /** What is wrong with a file, as the end of a sentence; empty if it is the published one. */
  static Optional<String> problem(Path path, KnownFile known) {
    boolean packed = path.toString().endsWith(".gz");
    try (InputStream file = Files.newInputStream(path);
        InputStream in = packed ? new GZIPInputStream(file, 1 << 16) : file) {
      return problem(in, known);
    } catch (IOException e) {
      return Optional.of("cannot be read: " + e.getMessage());
    }
  }

  private static Optional<String> problem(InputStream in, KnownFile known) throws IOException {
    MessageDigest digest = Sha256.start();
    byte[] chunk = new byte[1 << 16];
    long size = 0;
    for (int read = in.read(chunk); read >= 0 && size <= known.bytes(); read = in.read(chunk)) {
      digest.update(chunk, 0, read);
      size += read;
    }
    if (size != known.bytes()) {
      String found = size > known.bytes() ? "more than " + known.bytes() : String.valueOf(size);
      return Optional.of("has " + found + " bytes, not the published " + known.bytes());
    }
    String found = Sha256.finish(digest);
    return found.equals(known.sha256())
        ? Optional.empty()
        : Optional.of("has SHA-256 " + found + ", not the published " + known.sha256());
  }
}
