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
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    Stream.of(arguments).map(String::valueOf).forEach(command::add);
    try {
      return new FaProcess(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
              .start(),
          log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
