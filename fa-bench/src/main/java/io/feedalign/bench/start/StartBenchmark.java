package io.feedalign.bench.start;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starts {@code fa compare} in JVMs of their own, with the options of this one, and ends each after
 * its first learning step.
 *
 * @param classPath where fa is
 * @param recipe what is compared
 * @param work an empty folder
 */
public record StartBenchmark(String classPath, String recipe, Path work) {
  /** So many starts after one that warms the file system's memory. */
  public StartReport run(int rounds) {
    List<Start> starts = new ArrayList<>();
    try {
      for (int i = 0; i <= rounds; i++) {
        starts.add(once(work.resolve("run" + i)));
      }
    } catch (IOException e) {
      throw new FaException(ErrorKind.RESOURCES, "No further Java can be started: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FaException(ErrorKind.RESOURCES, "Interrupted while measuring.", e);
    }
    return new StartReport(recipe, starts.subList(1, starts.size()));
  }

  private Start once(Path out) throws IOException, InterruptedException {
    Path errors = work.resolve("errors.txt");
    ProcessBuilder fa = new ProcessBuilder(command(out)).redirectError(errors.toFile());
    Process process = fa.start();
    try (BufferedReader said = process.inputReader()) {
      Optional<Start> start = Start.read(said);
      return start.orElseThrow(() -> failed(errors));
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private List<String> command(Path out) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-javaagent:"))
        .forEach(command::add);
    command.addAll(List.of(Start.TOLD, "-cp", classPath, Milestone.JAVA.type()));
    command.addAll(List.of("compare", recipe, "--out", out.toString()));
    return command;
  }

  private static FaException failed(Path errors) {
    String said;
    try {
      said = Files.readString(errors).strip();
    } catch (IOException e) {
      said = e.toString();
    }
    return FaException.user("fa compare made no learning step: " + said);
  }
}
