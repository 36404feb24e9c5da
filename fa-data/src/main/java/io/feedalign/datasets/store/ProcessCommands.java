package io.feedalign.datasets.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs as child processes, each for a limited time.
 *
 * @param limitSeconds how long one program may run
 */
record ProcessCommands(int limitSeconds) implements Commands {

  @Override
  public void run(List<String> command, Path folder, Path output) throws IOException {
    Path complaints = Files.createTempFile(folder, "stderr", ".txt");
    Process process = start(command, folder, output, complaints);
    try {
      if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
        throw new IOException(
            "'" + String.join(" ", command) + "' was not done within " + limitSeconds + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new IOException("'" + String.join(" ", command) + "' failed: " + reason(complaints));
    }
  }

  private static Process start(List<String> command, Path folder, Path output, Path complaints)
      throws IOException {
    try {
      return new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectInput(
              ProcessBuilder.Redirect.from(Files.createTempFile(folder, "stdin", ".txt").toFile()))
          .redirectOutput(output.toFile())
          .redirectError(complaints.toFile())
          .start();
    } catch (IOException e) {
      throw new IOException("the program '" + command.get(0) + "' is not on this machine", e);
    }
  }

  /** The first line that says it is an error, otherwise the last one. */
  private static String reason(Path complaints) throws IOException {
    String text = new String(Files.readAllBytes(complaints), StandardCharsets.UTF_8).strip();
    if (text.isEmpty()) {
      return "it did not say why";
    }
    return text.lines()
        .filter(line -> line.startsWith("E: ") || line.contains("error "))
        .findFirst()
        .orElse(text.substring(text.lastIndexOf('\n') + 1));
  }
}
