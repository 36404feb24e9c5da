package io.feedalign.datasets.store;

import static io.feedalign.datasets.store.TwoFiles.A;
import static io.feedalign.datasets.store.TwoFiles.B;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataStoreTest {
  @TempDir Path folder;
  private final List<String> progress = new ArrayList<>();
  private DataStore store;

  @BeforeEach
  void open() {
    store = new DataStore(folder.resolve("data"));
  }

  @Test
  void getsFilesAndNothingElse() throws IOException {
    StoredFiles files = files(TwoFiles.giving(A, B));
    assertFalse(files.present());
    files.get(progress::add);
    assertTrue(files.present());
    assertEquals(List.of(), files.verify());
    assertArrayEquals(B, Files.readAllBytes(files.where().resolve("b")));
    assertEquals(List.of("SHA256SUMS", "a", "b"), names(files.where()));
    assertEquals(List.of(".two.lock", "two"), names(store.root()));
  }

  @Test
  void goesOnToTheNextOriginIfOneFailsOrLies() throws IOException {
    StoredFiles files =
        files(TwoFiles.failing("no route"), TwoFiles.giving(A, A), TwoFiles.giving(A, B));
    files.get(progress::add);
    assertEquals(List.of(), files.verify());
    assertEquals(List.of("SHA256SUMS", "a", "b"), names(files.where()));
    assertTrue(progress.contains("  no route."), progress.toString());
  }

  @Test
  void saysWhyEachOriginFailedAndLeavesNothing() throws IOException {
    byte[] forged = B.clone();
    forged[0] ^= 1;
    StoredFiles files = files(TwoFiles.failing("no route"), TwoFiles.giving(A, forged));
    FaException e = assertThrows(FaException.class, () -> files.get(progress::add));
    assertEquals(ErrorKind.USER, e.kind());
    assertTrue(e.getMessage().contains("broken: no route"), e.getMessage());
    assertTrue(e.getMessage().contains("good: b has SHA-256"), e.getMessage());
    assertTrue(e.getMessage().contains(files.where().toString()), e.getMessage());
    assertEquals(List.of(".two.lock"), names(store.root()));
  }

  @Test
  void leavesNothingEvenIfAnOriginBreaksDown() throws IOException {
    StoredFiles files =
        files(
            TwoFiles.origin(
                "mad",
                draft -> {
                  Files.write(draft.resolve("a"), A);
                  throw new StackOverflowError();
                }));
    assertThrows(StackOverflowError.class, () -> files.get(progress::add));
    assertEquals(List.of(".two.lock"), names(store.root()));
  }

  @Test
  void fetchesNothingThatIsThere() {
    files(TwoFiles.giving(A, B)).get(progress::add);
    progress.clear();
    files(TwoFiles.failing("never asked")).get(progress::add);
    assertEquals(1, progress.size());
    assertTrue(progress.get(0).contains("already"), progress.toString());
  }

  @Test
  void replacesADamagedDataSetOnlyWhenTheNewOneIsWhole() throws IOException {
    StoredFiles files = files(TwoFiles.giving(A, B));
    files.get(progress::add);
    Files.write(files.where().resolve("a"), B);
    assertThrows(FaException.class, () -> files(TwoFiles.failing("no route")).get(progress::add));
    assertArrayEquals(B, Files.readAllBytes(files.where().resolve("a")));
    files.get(progress::add);
    assertEquals(List.of(), files.verify());
    assertEquals(List.of(".two.lock", "two"), names(store.root()));
  }

  @Test
  void clearsAwayWhatAKilledRunLeft() throws IOException {
    Files.createDirectories(store.root().resolve(".two.part/work/deep"));
    Files.write(store.root().resolve(".two.part/a"), B);
    Files.createDirectories(store.root().resolve(".two.old"));
    files(TwoFiles.giving(A, B)).get(progress::add);
    assertEquals(List.of(".two.lock", "two"), names(store.root()));
  }

  @Test
  void verifyNamesEachFileThatIsMissingShortLongOrOther() throws IOException {
    StoredFiles files = files();
    assertEquals(2, files.verify().size());
    Files.createDirectories(files.where());
    Files.write(files.where().resolve("a"), new byte[] {1});
    byte[] forged = B.clone();
    forged[3] ^= 1;
    Files.write(files.where().resolve("b"), forged);
    List<String> problems = files.verify();
    assertTrue(problems.get(0).contains("has 1 bytes, not the published 13"), problems.toString());
    assertTrue(problems.get(1).contains("SHA-256"), problems.toString());
    Files.write(files.where().resolve("b"), new byte[100]);
    assertTrue(files.verify().get(1).contains("has more than 6 bytes"), files.verify().toString());
  }

  @Test
  void gzippedFilesServeAsWell() throws IOException {
    StoredFiles files = files();
    Files.createDirectories(files.where());
    Files.write(files.where().resolve("a.gz"), gzip(A));
    Files.write(files.where().resolve("b"), B);
    assertTrue(files.present());
    assertEquals(List.of(), files.verify());
    Files.write(files.where().resolve("a.gz"), new byte[20]);
    assertTrue(files.verify().get(0).contains("cannot be read"), files.verify().toString());
  }

  @Test
  void onlyOneGetsADataSetAtATime() {
    StoredFiles other = files(TwoFiles.giving(A, B));
    StoredFiles files = files(TwoFiles.origin("reentrant", draft -> other.get(progress::add)));
    FaException e = assertThrows(FaException.class, () -> files.get(progress::add));
    assertTrue(e.getMessage().contains("right now"), e.getMessage());
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("occupied"));
    StoredFiles files =
        new StoredFiles(TwoFiles.from(TwoFiles.giving(A, B)), new DataStore(file.resolve("data")));
    FaException e = assertThrows(FaException.class, () -> files.get(progress::add));
    assertEquals(ErrorKind.RESOURCES, e.kind());
    assertTrue(e.getMessage().contains("occupied"), e.getMessage());
    assertTrue(e.getMessage().contains("FEEDALIGN_DATA"), e.getMessage());
  }

  @Test
  void aDiskThatIsTooSmallIsNoticedBeforehand() throws IOException {
    KnownFile huge = new KnownFile("huge", 1L << 59, "");
    PublishedFiles published =
        new PublishedFiles("huge", List.of(huge), List.of(TwoFiles.failing("never asked")));
    FaException e = assertThrows(FaException.class, () -> store.get(published, progress::add));
    assertEquals(ErrorKind.RESOURCES, e.kind());
    assertTrue(e.getMessage().contains("needs 1729382256910 MB"), e.getMessage());
    assertEquals(List.of(), progress);
  }

  @Test
  void theEnvironmentNamesTheRoot() {
    assertEquals(
        Path.of("/somewhere"), DataStore.of(Map.of("FEEDALIGN_DATA", "/somewhere")).root());
    Path home = Path.of(System.getProperty("user.home"));
    assertEquals(home.resolve(".cache/feedalign/data"), DataStore.of(Map.of()).root());
    assertEquals(
        home.resolve(".cache/feedalign/data"), DataStore.of(Map.of("FEEDALIGN_DATA", " ")).root());
  }

  private StoredFiles files(Origin... origins) {
    return new StoredFiles(TwoFiles.from(origins), store);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.map(p -> p.getFileName().toString()).sorted().collect(Collectors.toList());
    }
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }
}
