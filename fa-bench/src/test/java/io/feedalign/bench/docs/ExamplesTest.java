package io.feedalign.bench.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.bench.architecture.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every example in Javadoc and documents compiles as it stands. */
class ExamplesTest {
  private final TypeIndex types = new TypeIndex();

  @TempDir Path classes;

  @TestFactory
  Stream<DynamicTest> everyExampleOfJavadocCompiles() {
    List<Example> examples = new ArrayList<>();
    for (Path file : types.files()) {
      String place = file.getFileName().toString();
      examples.addAll(Example.inJavadoc(place, TypeIndex.read(file)));
    }
    examples.removeIf(example -> example.code().contains("layers: ["));
    assertTrue(examples.size() > 20, "only " + examples.size() + " examples");
    return tests(examples);
  }

  @Test
  void everyPublicTypeOfTheApiHasAnExample() {
    List<String> without = new ArrayList<>();
    int seen = 0;
    for (Path file : types.files()) {
      String source = TypeIndex.read(file);
      int declared = source.indexOf("\npublic ");
      if (file.startsWith(Sources.root().resolve("fa-api")) && declared >= 0) {
        seen++;
        String place = file.getFileName().toString();
        if (Example.inJavadoc(place, source.substring(0, declared)).isEmpty()) {
          without.add(place);
        }
      }
    }
    assertTrue(seen > 100, "only " + seen + " types");
    assertEquals(List.of(), without);
  }

  @TestFactory
  Stream<DynamicTest> everyExampleOfTheDocumentsCompiles() throws IOException {
    List<Example> examples = new ArrayList<>();
    List<Path> documents = new ArrayList<>();
    for (String name : List.of("README.md", "CONTRIBUTING.md")) {
      documents.add(Sources.root().resolve(name));
    }
    try (Stream<Path> walk = Files.walk(Sources.root().resolve("docs").toRealPath())) {
      walk.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
    }
    documents.removeIf(file -> !Files.exists(file));
    for (Path document : documents) {
      examples.addAll(Example.inMarkdown(document.toString(), TypeIndex.read(document)));
    }
    // Types called My... are the reader's own.
    examples.removeIf(example -> example.code().matches("(?s).*\\bMy[A-Z].*"));
    assertFalse(examples.isEmpty());
    return tests(examples);
  }

  private Stream<DynamicTest> tests(List<Example> examples) {
    return Stream.iterate(0, i -> i < examples.size(), i -> i + 1)
        .map(
            i ->
                DynamicTest.dynamicTest(
                    examples.get(i).place(), () -> compile(examples.get(i), i)));
  }

  private void compile(Example example, int number) {
    String name = "Example" + number;
    String unit = example.unit(name, types);
    if (example.code().contains("import ")) {
      name = Program.nameOf(example.code());
    }
    List<String> errors = JavaSources.compile(Map.of(name, unit), classes);
    assertEquals(List.of(), errors, () -> example.place() + "\n" + unit);
  }

  @Test
  void aWrongExampleWouldBeFound() {
    Example wrong = new Example("nowhere", "Shape shape = Shape.of(1, 2).widen(3);");
    List<String> errors = JavaSources.compile(Map.of("Wrong", wrong.unit("Wrong", types)), classes);
    assertEquals(1, errors.size(), errors.toString());
    assertTrue(errors.get(0).contains("widen"), errors.get(0));
  }
}
