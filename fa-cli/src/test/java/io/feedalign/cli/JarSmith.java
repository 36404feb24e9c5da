package io.feedalign.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Makes plugin jars as others would: compiles sources against what tests see, and packs them.
 *
 * @param api the line Feedalign-Api of the manifest; empty for none
 * @param entries other files of the jar by name, such as services
 */
public record JarSmith(String api, Map<String, String> entries) {

  public static final String SERVICES = "META-INF/services/io.feedalign.spi.RuleProvider";

  /** A jar for our API whose services file names one rule provider. */
  public static JarSmith ofRule(String provider) {
    return new JarSmith("0.1", Map.of(SERVICES, provider + "\n"));
  }

  public JarSmith withApi(String other) {
    return new JarSmith(other, entries);
  }

  /** Compiles source files and packs their classes. */
  public Path pack(Path jar, List<Path> sources) {
    try {
      Path classes = Files.createTempDirectory(jar.getParent().getParent(), "classes");
      compile(sources, classes);
      Map<String, byte[]> files = new LinkedHashMap<>();
      entries.forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
      try (Stream<Path> walk = Files.walk(classes)) {
        for (Path file : walk.filter(Files::isRegularFile).toList()) {
          files.put(classes.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
      return write(jar, files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Packs files as they are. */
  public Path write(Path jar, Map<String, byte[]> files) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (!api.isEmpty()) {
      manifest.getMainAttributes().putValue("Feedalign-Api", api);
    }
    try (OutputStream stream = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(stream, manifest)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        packed.putNextEntry(new ZipEntry(file.getKey()));
        packed.write(file.getValue());
        packed.closeEntry();
      }
    }
    return jar;
  }

  /** What this JVM was started with; Surefire may hide it in the manifest of a jar. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static void compile(List<Path> sources, Path classes) throws IOException {
    if (sources.isEmpty()) {
      return;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter told = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options = List.of("-d", classes.toString(), "-proc:none", "-cp", classPath());
      boolean done =
          compiler
              .getTask(told, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      if (!done) {
        throw new IllegalArgumentException(told.toString());
      }
    }
  }
}
