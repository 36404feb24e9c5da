package io.feedalign.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.feedalign.core.checkpoint.CheckpointFolder.Found;
import io.feedalign.core.store.FileContent;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A checkpoint that is not to the bit what was written is never loaded. */
class CorruptionTest {
  private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix());
  private final CheckpointFolder folder =
      new CheckpointFolder(new NioDisk(), disk.getPath("/kept"));
  private final Path newest = folder.path().resolve("step-20");

  @BeforeEach
  void keepTwo() {
    folder.add(10, Sample.files(10));
    folder.add(20, Sample.files(20));
    assertEquals(20, step(folder.newest()));
  }

  @AfterEach
  void close() throws IOException {
    disk.close();
  }

  @Test
  void everyFlippedBitIsFound() throws IOException {
    int flips = 0;
    for (Path file : files(newest)) {
      for (int i = 0; i < 8 * Files.size(file); i++) {
        requireFlipFound(newest, file, i);
        if (flips++ % 100 == 0) {
          flip(file, i);
          requireFallback(file.toString());
          flip(file, i);
        }
      }
    }
    assertTrue(flips > 14_000, flips + " flips");
    assertEquals(20, step(folder.newest()));
  }

  @Test
  @Tag("nightly")
  void everyFlippedBitOfALargerOneIsFound() throws IOException {
    folder.add(30, Sample.files(30, 1_600));
    Path larger = folder.path().resolve("step-30");
    int flips = 0;
    for (Path file : files(larger)) {
      for (int bit = 0; bit < 8 * Files.size(file); bit++, flips++) {
        requireFlipFound(larger, file, bit);
      }
    }
    assertTrue(flips >= 160_000, flips + " flips");
  }

  /** As large as a ResNet-20 and its momentum. */
  @Test
  @Tag("nightly")
  void flipsAnywhereInALargeOneAreFound() throws IOException {
    folder.add(30, Sample.files(30, 270_000));
    Path large = folder.path().resolve("step-30");
    List<Path> files = files(large);
    SplittableRandom random = new SplittableRandom(20261123);
    for (int i = 0; i < 10_000; i++) {
      Path file = files.get(random.nextInt(files.size()));
      requireFlipFound(large, file, random.nextLong(8 * Files.size(file)));
    }
  }

  /** Flips a bit of a file, and back. */
  private static void requireFlipFound(Path checkpoint, Path file, long bit) throws IOException {
    flip(file, bit);
    FaException found = assertThrows(FaException.class, () -> Checkpoint.read(checkpoint));
    assertEquals(ErrorKind.USER, found.kind());
    assertTrue(found.getMessage().contains(file.toString()), found.getMessage());
    flip(file, bit);
  }

  private static void flip(Path file, long bit) throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.position(bit / 8).read(one);
      one.put(0, (byte) (one.get(0) ^ 1 << bit % 8));
      channel.position(bit / 8).write(one.flip());
    }
  }

  @Test
  void everyTruncationAndEveryMissingFileIsFound() throws IOException {
    for (Path file : files(newest)) {
      byte[] bytes = Files.readAllBytes(file);
      for (int length = 0; length < bytes.length; length++) {
        Files.write(file, Arrays.copyOf(bytes, length));
        requireFallback(file.toString());
      }
      Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
      requireFallback(file.toString());
      Files.delete(file);
      requireFallback(file.toString());
      Files.write(file, bytes);
    }
  }

  @Test
  void filesOfAnotherCheckpointAreFound() throws IOException {
    for (Path file : files(newest)) {
      byte[] own = Files.readAllBytes(file);
      byte[] other =
          Files.readAllBytes(folder.path().resolve("step-10").resolve(newest.relativize(file)));
      if (!Arrays.equals(own, other)) {
        Files.write(file, other);
        requireFallback(file.getFileName().toString().equals(Seal.NAME) ? "" : file.toString());
        Files.write(file, own);
      }
    }
  }

  @Test
  void withoutAnyWholeOneThereIsNone() throws IOException {
    Files.delete(newest.resolve(State.NAME));
    Files.delete(folder.path().resolve("step-10").resolve(Seal.NAME));
    Found found = folder.newest();
    assertTrue(found.checkpoint().isEmpty());
    assertEquals(2, found.skipped().size());
  }

  @Test
  void aNewerFormatIsRefusedRatherThanSkipped() {
    var files = Sample.files(30);
    files.put(State.NAME, FileContent.of("{\"format\": 2, \"whatever\": 3}"));
    folder.add(30, files);
    FaException refused = assertThrows(FaException.class, folder::newest);
    assertTrue(refused.getMessage().contains("format 2"), refused.getMessage());
  }

  @Test
  void whatIsSealedButMakesNoSenseIsAnErrorOfTheUsers() {
    for (String state :
        List.of("", "{", "[]", "{\"format\": 1}", "{\"format\": 1, \"epoch\": 1e9}")) {
      var files = Sample.files(30);
      files.put(State.NAME, FileContent.of(state));
      Path place = folder.path().resolve("step-30");
      new SealedFolder(new NioDisk(), place).write(files);
      FaException refused = assertThrows(FaException.class, () -> Checkpoint.read(place));
      assertEquals(ErrorKind.USER, refused.kind());
      assertEquals(20, step(folder.newest()));
      assertTrue(removed(place));
    }
  }

  private static boolean removed(Path place) {
    try {
      new SealedFolder(new NioDisk(), place).remove();
      return !Files.exists(place);
    } catch (IOException e) {
      return false;
    }
  }

  private void requireFallback(String named) {
    Found found = folder.newest();
    assertEquals(10, step(found));
    assertEquals(1, found.skipped().size());
    String why = found.skipped().get(0).why();
    assertTrue(why.contains(named), why);
  }

  private static long step(Found found) {
    return found.checkpoint().orElseThrow().standing().position().step();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
