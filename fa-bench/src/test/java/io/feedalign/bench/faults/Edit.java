package io.feedalign.bench.faults;

import io.feedalign.bench.architecture.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A change of one source file.
 *
 * @param type the file's class, below {@code io.feedalign}
 * @param before text that occurs in it exactly once
 * @param after what takes its place
 */
record Edit(String type, String before, String after) {
  /** The class with its package. */
  String qualified() {
    return "io.feedalign." + type;
  }

  /** The file, below the project's folder. */
  String path() {
    String module = type.substring(0, type.indexOf('.'));
    return "fa-" + module + "/src/main/java/" + qualified().replace('.', '/') + ".java";
  }

  /** How often the text occurs now. */
  int occurrences() {
    String source = source();
    int count = 0;
    for (int at = source.indexOf(before); at >= 0; at = source.indexOf(before, at + 1)) {
      count++;
    }
    return count;
  }

  /** The file with the change. */
  String changed() {
    return source().replace(before, after);
  }

  private String source() {
    Path file = Sources.root().resolve(path());
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
