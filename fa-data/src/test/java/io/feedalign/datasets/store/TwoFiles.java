package io.feedalign.datasets.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A data set of two small files, and origins that hand them over, for tests. */
final class TwoFiles {
  static final byte[] A = "first content".getBytes(StandardCharsets.US_ASCII);
  static final byte[] B = "second".getBytes(StandardCharsets.US_ASCII);
  static final List<KnownFile> FILES =
      List.of(
          new KnownFile("a", A.length, Sha256.of(A)), new KnownFile("b", B.length, Sha256.of(B)));

  private TwoFiles() {}

  static PublishedFiles from(Origin... origins) {
    return new PublishedFiles("two", FILES, List.of(origins));
  }

  /** Hands over these contents. */
  static Origin giving(byte[] a, byte[] b) {
    return origin(
        "good",
        folder -> {
          Files.write(folder.resolve("a"), a);
          Files.write(folder.resolve("b"), b);
          Files.write(folder.resolve("rubbish"), a);
        });
  }

  /** Hands over the first file and then fails. */
  static Origin failing(String reason) {
    return origin(
        "broken",
        folder -> {
          Files.write(folder.resolve("a"), A);
          throw new IOException(reason);
        });
  }

  /** What an origin does in its folder. */
  interface Work {
    void in(Path folder) throws IOException;
  }

  static Origin origin(String name, Work work) {
    return new Origin() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void fetch(List<KnownFile> wanted, Path folder) throws IOException {
        work.in(folder);
      }
    };
  }
}
