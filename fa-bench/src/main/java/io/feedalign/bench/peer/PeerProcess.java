package io.feedalign.bench.peer;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The other library in a process of its own, which works when told to. So it gets the environment
 * that suits it, and neither its OpenMP nor its oneDNN meets ours. On systems with signals it can
 * be stopped dead while we work.
 */
final class PeerProcess implements AutoCloseable {
  private static final int SECONDS_TO_LEAVE = 10;

  private final String name;
  private final Process process;
  private final PrintWriter orders;
  private final BufferedReader answers;
  private final Thread killer;
  private final long parameters;
  private final String library;

  private PeerProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    answers = process.inputReader(StandardCharsets.UTF_8);
    String[] said = answer("ready").split(" ", 2);
    parameters = Long.parseLong(said[0]);
    library = said[1];
    killer = new Thread(process::destroyForcibly); // a stopped process hears nothing else
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /** Starts it with a net, and waits until it is made. */
  static PeerProcess start(Opponent opponent, PeerTask task, PeerSettings settings) {
    List<String> command = new ArrayList<>(opponent.command());
    command.addAll(task.in(settings.channelsLast()).toArguments());
    command.addAll(opponent.arguments(settings));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().remove("GOMP_SPINCOUNT"); // ours
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(task.threads()));
    builder.environment().putAll(settings.environment());
    try {
      return made(opponent.name(), builder.start());
    } catch (IOException e) {
      throw new FaException(
          ErrorKind.RESOURCES, opponent.name() + "'s process does not start: " + e, e);
    }
  }

  private static PeerProcess made(String name, Process process) {
    try {
      return new PeerProcess(name, process);
    } catch (FaException failure) {
      process.destroyForcibly();
      throw failure;
    }
  }

  /** How many numbers its net learns. */
  long parameters() {
    return parameters;
  }

  /** Name, version and instruction set. */
  String library() {
    return library;
  }

  /** Makes so many steps; how many milliseconds each took. */
  double[] steps(int count) {
    orders.println("steps " + count);
    return Arrays.stream(answer("times").split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  /** The loss on weights, images and targets of a file; gradients go to another beside it. */
  double check(Path file) {
    orders.println("check " + file);
    return Double.parseDouble(answer("loss"));
  }

  /** Stops it where it stands, so that none of its threads runs. */
  void pause() {
    signal("-STOP");
  }

  /** Lets it go on. */
  void resume() {
    signal("-CONT");
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException noSignalsHere) {
      // then it idles, as it would have anyway
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String answer(String expected) {
    try {
      String line = answers.readLine();
      if (line != null && line.startsWith(expected + " ")) {
        return line.substring(expected.length() + 1);
      }
      throw FaException.user(
          line == null
              ? name + "'s process ended without a word; see above."
              : name + " cannot do that: " + line.replaceFirst("^failed ", "") + ".");
    } catch (IOException e) {
      throw new FaException(ErrorKind.RESOURCES, name + "'s process does not answer: " + e, e);
    }
  }

  @Override
  public void close() {
    resume();
    orders.close();
    try {
      if (!process.waitFor(SECONDS_TO_LEAVE, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(killer);
  }
}
