package io.feedalign.bench;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for a while: gone, with all that is in it, when closed. */
record WorkFolder(Path path) implements AutoCloseable {
  static WorkFolder create() {
    try {
      return new WorkFolder(Files.createTempDirectory("feedalign-bench"));
    } catch (IOException e) {
      throw new FaException(ErrorKind.RESOURCES, "No temporary folder can be made: " + e, e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> walk = Files.walk(path)) {
      List<Path> all = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path each : all) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new FaException(ErrorKind.RESOURCES, path + " cannot be deleted: " + e, e);
    }
  }
}
