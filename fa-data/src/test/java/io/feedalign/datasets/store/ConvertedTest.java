package io.feedalign.datasets.store;

import static io.feedalign.datasets.store.TwoFiles.A;
import static io.feedalign.datasets.store.TwoFiles.B;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertedTest {
  private static final byte[] BOTH = "first contentsecond".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path root;
  private final List<String> progress = new ArrayList<>();

  @Test
  void thePublishedFilesAreMadeOfTheOffered() throws IOException {
    StoredFiles files = files(BOTH, ConvertedTest::cut);
    files.get(progress::add);
    assertEquals(List.of(), files.verify());
    assertArrayEquals(B, Files.readAllBytes(files.where().resolve("b")));
    assertTrue(progress.contains("Trying offering ..."), progress.toString());
    assertTrue(Files.notExists(files.where().resolve("both")), "only what was published is kept");
  }

  @Test
  void anOfferThatIsNotTheKnownOneIsNotConverted() {
    byte[] forged = BOTH.clone();
    forged[3] ^= 1;
    StoredFiles files =
        files(
            forged,
            folder -> {
              throw new AssertionError("converted");
            });
    FaException e = assertThrows(FaException.class, () -> files.get(progress::add));
    assertTrue(e.getMessage().contains("offering: both has SHA-256"), e.getMessage());
  }

  @Test
  void aConversionThatGoesWrongIsNoticed() {
    StoredFiles files = files(BOTH, folder -> Files.write(folder.resolve("a"), B));
    FaException e = assertThrows(FaException.class, () -> files.get(progress::add));
    assertTrue(e.getMessage().contains("offering: a has 6 bytes"), e.getMessage());
  }

  private static void cut(Path folder) throws IOException {
    Files.write(folder.resolve("a"), A);
    Files.write(folder.resolve("b"), B);
  }

  private StoredFiles files(byte[] offered, Converted.Conversion conversion) {
    Origin origin =
        TwoFiles.origin("offering", folder -> Files.write(folder.resolve("both"), offered));
    List<KnownFile> known = List.of(new KnownFile("both", BOTH.length, Sha256.of(BOTH)));
    return new StoredFiles(
        TwoFiles.from(new Converted(origin, known, conversion)), new DataStore(root));
  }
}
