package io.feedalign.datasets.store;

import static io.feedalign.datasets.store.TwoFiles.A;
import static io.feedalign.datasets.store.TwoFiles.B;
import static io.feedalign.datasets.store.TwoFiles.FILES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.testkit.Mutants;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarPickerTest {
  private static final TarPicker PICKER = new TarPicker("package/data/", "");

  @TempDir Path outside;
  private Path folder;
  private final ByteArrayOutputStream archive = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar = new TarArchiveOutputStream(archive);

  @BeforeEach
  void createFolder() throws IOException {
    folder = Files.createDirectory(outside.resolve("inside"));
  }

  @Test
  void takesTheWantedFilesAndNothingElse() throws IOException {
    add("package/data/other", B);
    add("package/data/b", B);
    add("./package/data/a", A);
    pick();
    assertArrayEquals(A, Files.readAllBytes(folder.resolve("a")));
    assertArrayEquals(B, Files.readAllBytes(folder.resolve("b")));
    assertEquals(3, files());
  }

  @Test
  void unpacksGzippedFiles() throws IOException {
    add("data/a.gz", DataStoreTest.gzip(A));
    add("data/b.gz", DataStoreTest.gzip(B));
    new TarPicker("data/", ".gz").pick(content(), FILES, folder);
    assertArrayEquals(A, Files.readAllBytes(folder.resolve("a")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../a",
        "/a",
        "package/data/../../../a",
        "package/data/a/../../../../a",
        "C:\\a",
        "package\\data\\a",
        "PACKAGE/DATA/A",
        "package/data/./a",
        "a",
        "..",
        ".",
        "./../a",
        "././package/data/a",
        "./../package/data/a",
        "package/data/..",
        "package/data/../data/a",
        "package/./data/a",
        "package/data/b/../a",
        "//package/data/a",
        "/package/data/a",
        "package//data/a",
        "package/data/a/b",
        "package/data/a ",
        " package/data/a",
        "package/data/a.",
        "package/data/A",
        "Package/data/a",
        "package/data/\u0430",
        "package/data/a\n",
        "package/data/a::$DATA",
        "package/data/%61",
        "package/data/%2e%2e/a",
        "C:/package/data/a",
        "\\\\server\\share\\a",
        "file:///a",
        "~/a",
        "$HOME/a",
        "package/data/con",
        "package/data/a.gz",
        "data/a"
      })
  void anOddNameIsNeverWrittenAnywhere(String name) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(A.length);
    tar.putArchiveEntry(entry);
    tar.write(A);
    tar.closeArchiveEntry();
    IOException e = assertThrows(IOException.class, this::pick);
    assertTrue(e.getMessage().contains("holds no package/data/a"), e.getMessage());
    assertEquals(1, files());
  }

  @ParameterizedTest
  @ValueSource(
      bytes = {
        TarConstants.LF_SYMLINK,
        TarConstants.LF_LINK,
        TarConstants.LF_CHR,
        TarConstants.LF_BLK,
        TarConstants.LF_FIFO,
        TarConstants.LF_DIR,
        TarConstants.LF_CONTIG,
        TarConstants.LF_GNUTYPE_SPARSE,
        TarConstants.LF_GNUTYPE_LONGNAME,
        TarConstants.LF_GNUTYPE_LONGLINK,
        TarConstants.LF_PAX_EXTENDED_HEADER_LC,
        TarConstants.LF_PAX_EXTENDED_HEADER_UC,
        (byte) 'M',
        (byte) 'V',
        (byte) 'Z'
      })
  void onlyPlainFilesAreTaken(byte type) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry("package/data/a", type);
    entry.setLinkName("/etc/passwd");
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
    assertThrows(IOException.class, this::pick);
    assertEquals(1, files());
  }

  @Test
  void aFileLongerThanPublishedIsRefused() throws IOException {
    add("package/data/a", new byte[A.length + 1]);
    IOException e = assertThrows(IOException.class, this::pick);
    assertTrue(e.getMessage().contains("longer than the 13 bytes"), e.getMessage());
  }

  @Test
  void aBombInsideIsLeftAtThePublishedLength() throws IOException {
    add("data/a.gz", DataStoreTest.gzip(new byte[64 << 20]));
    IOException e =
        assertThrows(
            IOException.class, () -> new TarPicker("data/", ".gz").pick(content(), FILES, folder));
    assertTrue(e.getMessage().contains("longer than the 13 bytes"), e.getMessage());
    try (Stream<Path> all = Files.walk(outside)) {
      assertTrue(all.allMatch(path -> Files.isDirectory(path) || path.toFile().length() <= 14));
    }
  }

  @Test
  void ofTwoOfTheSameNameTheFirstCounts() throws IOException {
    add("package/data/a", A);
    add("package/data/a", B);
    add("package/data/b", B);
    pick();
    assertArrayEquals(A, Files.readAllBytes(folder.resolve("a")));
  }

  @Test
  void everyTruncationIsNoticed() throws IOException {
    add("package/data/a", A);
    add("package/data/b", B);
    byte[] whole = content().readAllBytes();
    // The last file's content ends here; behind it there is nothing but filling.
    for (int length = 0; length < 3 * 512 + B.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(
          IOException.class,
          () -> PICKER.pick(new ByteArrayInputStream(cut), FILES, folder),
          "cut at " + length);
      assertTrue(files() <= 3, "cut at " + length);
    }
  }

  @Test
  void aHugeArchiveIsRefused() throws IOException {
    add("package/filler", new byte[17 << 20]);
    add("package/data/a", A);
    IOException e = assertThrows(IOException.class, this::pick);
    assertTrue(e.getMessage().contains("unpacks to more than"), e.getMessage());
  }

  @Test
  void anArchiveOfTooManyEntriesIsRefused() throws IOException {
    for (int i = 0; i <= 10_000; i++) {
      add("package/" + i, new byte[0]);
    }
    IOException e = assertThrows(IOException.class, this::pick);
    assertTrue(e.getMessage().contains("more than 10000 entries"), e.getMessage());
  }

  @Test
  void damagedArchivesAreOnlyEverIoExceptions() throws IOException {
    damaged(3_000);
  }

  @Tag("nightly")
  @Test
  void manyDamagedArchivesAreOnlyEverIoExceptions() throws IOException {
    damaged(Math.min(Integer.getInteger("test.mutants", 1_000_000), 1_000_000));
  }

  private void damaged(int count) throws IOException {
    add("package/data/a", A);
    add("package/data/b", B);
    tar.finish();
    int accepted =
        Mutants.of(5, Arrays.copyOf(archive.toByteArray(), 2048))
            .accepted(
                count,
                mutant -> {
                  try {
                    PICKER.pick(new ByteArrayInputStream(mutant), FILES, folder);
                  } catch (IOException refused) {
                    throw new FaException(ErrorKind.USER, "refused", refused);
                  }
                });
    assertTrue(accepted > 0 && accepted < count, accepted + " were taken");
    assertTrue(files() <= 3, "only a and b, whatever the archive says");
  }

  private void add(String name, byte[] content) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private InputStream content() throws IOException {
    tar.finish();
    return new ByteArrayInputStream(archive.toByteArray());
  }

  private void pick() throws IOException {
    PICKER.pick(content(), FILES, folder);
  }

  /** Everything under the outer folder, the inner one included. */
  private long files() throws IOException {
    try (Stream<Path> all = Files.walk(outside)) {
      return all.count() - 1;
    }
  }
}
