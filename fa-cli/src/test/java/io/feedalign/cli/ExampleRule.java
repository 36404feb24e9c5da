package io.feedalign.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The plugin of examples/rule-plugin, built as its own project would build it. */
public final class ExampleRule {

  private static final Path PROJECT = Path.of("..", "examples", "rule-plugin");

  private ExampleRule() {}

  /** Compiles its sources and packs them; the jar. */
  public static Path pack(Path jar) {
    try (Stream<Path> walk = Files.walk(PROJECT.resolve("src/main/java"))) {
      List<Path> sources = walk.filter(file -> file.toString().endsWith(".java")).toList();
      Path services = PROJECT.resolve("src/main/resources").resolve(JarSmith.SERVICES);
      return new JarSmith(api(), Map.of(JarSmith.SERVICES, Files.readString(services)))
          .pack(jar, sources);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What its build writes into the manifest. */
  private static String api() throws IOException {
    String pom = Files.readString(PROJECT.resolve("pom.xml"));
    return pom.replaceAll("(?s).*<Feedalign-Api>(.*)</Feedalign-Api>.*", "$1");
  }
}
