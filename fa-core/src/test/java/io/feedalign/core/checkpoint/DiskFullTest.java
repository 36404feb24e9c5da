package io.feedalign.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.feedalign.core.store.DiskFull;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A disk that fills up at any byte of a checkpoint leaves the last one as it was. */
class DiskFullTest {
  private static final int BLOCK = 64;

  @Test
  void theLastOneStaysAndTheErrorNamesPathAndBytes() throws IOException {
    int failures = 0;
    int successes = 0;
    for (int blocks = 40; successes < 3; blocks++) {
      try (FileSystem files = disk(blocks)) {
        CheckpointFolder folder = new CheckpointFolder(new NioDisk(), files.getPath("/kept"));
        if (failure(folder, 10).isPresent()) {
          continue;
        }
        Optional<FaException> failure = failure(folder, 20);
        failure.ifPresent(DiskFullTest::checkFull);
        failures += failure.isPresent() ? 1 : 0;
        successes += failure.isPresent() ? 0 : 1;
        long newest = folder.newest().checkpoint().orElseThrow().standing().position().step();
        assertEquals(failure.isPresent() ? 10 : 20, newest);
        try (Stream<Path> left = Files.list(folder.path())) {
          assertEquals(failure.isPresent() ? 1 : 2, left.count());
        }
      }
    }
    assertTrue(failures > 20, failures + " disks were too small");
  }

  private static void checkFull(FaException failure) {
    assertEquals(ErrorKind.RESOURCES, failure.kind());
    assertInstanceOf(DiskFull.class, failure.getCause());
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains("/kept/step-20"), message);
    assertTrue(message.matches("(?s).*[1-9],[0-9]{3} bytes are needed there.*"), message);
  }

  private static Optional<FaException> failure(CheckpointFolder folder, long step) {
    try {
      folder.add(step, Sample.files(step));
      return Optional.empty();
    } catch (FaException failure) {
      return Optional.of(failure);
    }
  }

  private static FileSystem disk(int blocks) {
    return Jimfs.newFileSystem(
        Configuration.unix().toBuilder()
            .setBlockSize(BLOCK)
            .setMaxSize((long) BLOCK * blocks)
            .build());
  }
}
