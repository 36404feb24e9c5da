package io.feedalign.bench.docs;

import io.feedalign.bench.architecture.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every top-level type of every module, by simple name. */
final class TypeIndex {
  private final Map<String, String> byName = new TreeMap<>();
  private final List<Path> files;

  TypeIndex() {
    files = javaFiles();
    for (Path file : files) {
      String name = file.getFileName().toString().replace(".java", "");
      String type = packageOf(file) + "." + name;
      // A name may be taken twice: what is public, and the API's, is meant.
      boolean open = read(file).contains("\npublic ");
      boolean better = open && (!byName.containsKey(name) || file.toString().contains("fa-api"));
      if (better) {
        byName.put(name, type);
      }
    }
  }

  Optional<String> find(String simpleName) {
    return Optional.ofNullable(byName.get(simpleName));
  }

  List<Path> files() {
    return files;
  }

  private static String packageOf(Path file) {
    return read(file)
        .lines()
        .filter(line -> line.startsWith("package "))
        .findFirst()
        .map(line -> line.substring("package ".length(), line.indexOf(';')))
        .orElse("");
  }

  private static List<Path> javaFiles() {
    List<Path> files = new ArrayList<>();
    for (String module :
        List.of(
            "fa-api",
            "fa-core",
            "fa-rules",
            "fa-models",
            "fa-data",
            "fa-backend-cpu",
            "fa-testkit")) {
      try (Stream<Path> walk =
          Files.walk(Sources.root().resolve(module).resolve("src/main/java"))) {
        walk.filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.endsWith("package-info.java"))
            .sorted()
            .forEach(files::add);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return files;
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
