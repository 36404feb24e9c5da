package io.feedalign.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir Path folder;

  @Test
  void aNewFileReplacesTheOldOne() throws IOException {
    Path file = folder.resolve("deep/er/run.json");
    AtomicFile.write(file, "old");
    AtomicFile.write(file, "new");
    assertEquals("new", Files.readString(file));
    assertEquals(List.of("run.json"), names(file.getParent()));
  }

  @Test
  void aFailureHalfWayLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("run.json");
    AtomicFile.write(file, "old");
    FaException failed =
        assertThrows(
            FaException.class,
            () ->
                AtomicFile.write(
                    file,
                    channel -> {
                      AtomicFile.drain(channel, ByteBuffer.wrap(new byte[] {1, 2, 3}));
                      throw new IOException("No space left on device");
                    }));
    assertEquals(ErrorKind.RESOURCES, failed.kind());
    assertTrue(failed.getMessage().contains("No space left on device"), failed.getMessage());
    assertTrue(failed.getMessage().contains(file.toString()), failed.getMessage());
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("run.json"), names(folder));
  }

  @Test
  void aFileInTheWayOfAFolderIsASentence() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("runs"), "I am a file");
    FaException failed =
        assertThrows(
            FaException.class, () -> AtomicFile.write(inTheWay.resolve("run.json"), "text"));
    assertEquals(ErrorKind.RESOURCES, failed.kind());
    assertEquals(List.of("runs"), names(folder));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
