package io.feedalign.bench.faults;

import io.feedalign.bench.architecture.Sources;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Trials in JVMs of their own, of the product as it is and with faults; the tree stays as is. */
record Seeding(Path folder) {
  private static final int MINUTES = 5;

  // Laws are tried on the reference: what is native would take a second in each JVM.
  private static final List<String> LEFT_OUT =
      List.of("fa-backend-", "nd4j", "openblas", "javacpp", "jqwik", "archunit");

  /** Folders of test classes that the trials need. */
  static List<Path> testClasses() {
    return Stream.of("fa-rules", "fa-models", "fa-cli")
        .map(module -> Sources.root().resolve(module).resolve("target/test-classes"))
        .toList();
  }

  /** What is found without any fault. */
  List<Verdict> unharmed(List<Fault> faults) throws IOException, InterruptedException {
    return trial(folder.resolve("unharmed"), faults);
  }

  /** What is found with a fault. */
  Verdict with(Fault fault) throws IOException, InterruptedException {
    Path classes = Files.createTempDirectory(folder, "fault");
    Path source =
        classes.resolve("source").resolve(fault.edit().qualified().replace('.', '/') + ".java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, fault.edit().changed());
    compile(source, classes);
    return trial(classes, List.of(fault)).get(0);
  }

  private static void compile(Path source, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-parameters",
              "--release",
              "17",
              "-cp",
              System.getProperty("java.class.path"),
              "-d",
              classes.toString());
      boolean done =
          compiler
              .getTask(null, files, found, options, null, files.getJavaFileObjects(source))
              .call();
      if (!done) {
        throw new IllegalStateException(found.getDiagnostics().toString());
      }
    }
  }

  private List<Verdict> trial(Path first, List<Fault> faults)
      throws IOException, InterruptedException {
    Path verdicts = Files.createTempFile(folder, "verdicts", ".txt");
    Path said = Files.createTempFile(folder, "said", ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(first),
                Trial.class.getName(),
                verdicts.toString()));
    faults.forEach(fault -> command.add(fault.name()));
    Process child =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    if (!child.waitFor(MINUTES, TimeUnit.MINUTES) || child.exitValue() != 0) {
      child.destroyForcibly();
      throw new IllegalStateException("A trial of " + faults + ":\n" + Files.readString(said));
    }
    return Files.readAllLines(verdicts).stream().map(Verdict::of).toList();
  }

  private static String classPath(Path first) {
    Stream<String> tests = testClasses().stream().map(Path::toString);
    Stream<String> given =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> LEFT_OUT.stream().noneMatch(shortened(Path.of(entry))::contains));
    return Stream.of(Stream.of(first.toString()), given, tests)
        .flatMap(each -> each)
        .reduce((a, b) -> a + File.pathSeparator + b)
        .orElseThrow();
  }

  /** Without the folder in which everything lies, whatever that is called. */
  private static String shortened(Path entry) {
    Path root = Sources.root();
    return String.valueOf(entry.startsWith(root) ? root.relativize(entry) : entry.getFileName());
  }
}
