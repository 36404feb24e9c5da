package io.feedalign.backend.cuda.host;

import io.feedalign.error.FaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The C++ compiler of this machine, if it has one. */
final class Compiler {
  private static final String COMMAND = "g++";

  private Compiler() {}

  /** Why kernels cannot be run here; empty if they can. */
  static String missing() {
    boolean linux = System.getProperty("os.name").equals("Linux");
    boolean found = linux && runs();
    return found ? "" : "The host twin of the GPU needs Linux and " + COMMAND + ", not found here.";
  }

  private static boolean runs() {
    try {
      Process process = new ProcessBuilder(COMMAND, "--version").redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A text of this package's resources. */
  static String resource(String name) {
    try (InputStream in = Compiler.class.getResourceAsStream(name)) {
      if (in == null) {
        throw FaException.internal("There is no test resource " + name + ".");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles a text, kept if refused, into a file, which appears whole or not at all. */
  static void compile(String text, Path into, List<String> options) {
    String unfinished = into.getFileName() + "." + ProcessHandle.current().pid();
    Path source = into.resolveSibling(unfinished + ".cpp");
    Path compiled = into.resolveSibling(unfinished);
    try {
      Files.createDirectories(into.toAbsolutePath().getParent());
      Files.writeString(source, text);
      run(source, compiled, options);
      Files.move(compiled, into, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(Path source, Path into, List<String> options) throws IOException {
    List<String> command = new ArrayList<>(List.of(COMMAND, "-std=c++17", "-pipe"));
    command.addAll(options);
    command.addAll(List.of("-o", into.toString(), source.toString(), "-ldl"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw FaException.internal("A C++ compiler refused " + source + ":\n" + head(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw FaException.internal("Interrupted while compiling " + source + ".");
    }
  }

  private static String head(String log) {
    return log.length() > 4000 ? log.substring(0, 4000) + "..." : log;
  }
}
