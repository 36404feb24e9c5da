package io.feedalign.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * One call of the command in a process of its own, ended when it is closed.
 *
 * @param log what it says
 */
public record FaProcess(Process process, Path log) implements AutoCloseable {

  public static FaProcess start(Path log, Object... arguments) {
    try {
      return new FaProcess(command(arguments).redirectOutput(log.toFile()).start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What starts the command on this process's class path; errors go where the rest goes. */
  public static ProcessBuilder command(Object... arguments) {
    return on(System.getProperty("java.class.path"), arguments);
  }

  /** What starts the command on a class path, with the options that {@code ./fa} gives to Java. */
  public static ProcessBuilder on(String classPath, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx256m"));
    if (Runtime.version().feature() >= 24) { // which warns otherwise
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-cp", classPath, Main.class.getName()));
    Stream.of(arguments).map(String::valueOf).forEach(command::add);
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  /** Waits until something is so; fails if the process ends before. */
  public void await(BooleanSupplier done) throws InterruptedException {
    for (int i = 0; i < 60_000 && !done.getAsBoolean(); i++) {
      if (!process.isAlive()) {
        throw new AssertionError("it ended: " + said());
      }
      Thread.sleep(1);
    }
  }

  /** Sends a signal by its name, and waits; the exit code. */
  public int end(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("it did not stop: " + said());
    }
    return process.exitValue();
  }

  public String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
