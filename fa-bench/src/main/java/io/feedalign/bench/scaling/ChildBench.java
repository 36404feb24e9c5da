package io.feedalign.bench.scaling;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command of this program in a process of its own, since the number of threads cannot change
 * within one, and memory is that of a process.
 *
 * @param main the class to start
 */
record ChildBench(String main) {
  private static final Pattern NUMBER = Pattern.compile("\"(\\w+)\": (-?[0-9.]+)");

  /** Runs it; the numbers of the last line of JSON that it printed, by key. */
  Map<String, Double> run(List<String> arguments) {
    try {
      return numbers(arguments);
    } catch (IOException e) {
      throw new FaException(ErrorKind.RESOURCES, "No further Java can be started: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FaException(ErrorKind.RESOURCES, "Interrupted while measuring.", e);
    }
  }

  private Map<String, Double> numbers(List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx1g", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      String what = "bench " + String.join(" ", arguments) + " failed with exit code " + code + ".";
      throw code == 2 ? FaException.user(what) : FaException.internal(what);
    }
    return read(said);
  }

  /** The numbers of the last line. */
  static Map<String, Double> read(String said) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    String last = said.strip().lines().reduce("", (before, line) -> line);
    for (Matcher found = NUMBER.matcher(last); found.find(); ) {
      numbers.put(found.group(1), Double.valueOf(found.group(2)));
    }
    return numbers;
  }
}
