package io.feedalign.bench.micro;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The micro-benchmarks whose names match a pattern, run by JMH.
 *
 * @param pattern a regular expression, searched for in {@code SynapseBenchmark.run} and the like
 * @param backends where they run
 * @param parameters {@code name=value} pairs that narrow a benchmark's parameters down
 */
public record MicroRun(
    String pattern, List<String> backends, List<String> parameters, Effort effort) {
  /** Copies the lists. */
  public MicroRun {
    backends = List.copyOf(backends);
    parameters = List.copyOf(parameters);
  }

  /**
   * How thoroughly to measure.
   *
   * @param forks fresh JVMs for each benchmark; 0 stays in this one
   * @param iterations measured; as many as half of them warm up before
   */
  public record Effort(int forks, int iterations, int milliseconds) {}

  /** Runs them; one line of text each, under a heading. */
  public List<String> run() {
    try {
      List<String> lines = new ArrayList<>(List.of(MicroLine.HEADING));
      Collection<RunResult> results = new Runner(options().build()).run();
      results.forEach(result -> lines.add(MicroLine.of(result)));
      return lines;
    } catch (RunnerException failure) {
      throw new FaException(ErrorKind.USER, reason(failure), failure);
    }
  }

  private ChainedOptionsBuilder options() {
    TimeValue time = TimeValue.milliseconds(effort.milliseconds());
    String prefix = Pattern.quote(MicroRun.class.getPackageName());
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(prefix + ".*" + checked())
            .param("backend", backends.toArray(String[]::new))
            .forks(effort.forks())
            .warmupIterations(Math.max(1, effort.iterations() / 2))
            .measurementIterations(effort.iterations())
            .warmupTime(time)
            .measurementTime(time)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    for (String parameter : parameters) {
      int equals = parameter.indexOf('=');
      if (equals < 1) {
        throw FaException.user(
            "--param " + parameter + " is no name=value, as in layer=LENET_CONV1.");
      }
      options.param(parameter.substring(0, equals), parameter.substring(equals + 1).split(","));
    }
    return options;
  }

  private String checked() {
    try {
      return Pattern.compile(pattern).pattern();
    } catch (PatternSyntaxException mistake) {
      throw FaException.user(
          "'" + pattern + "' is no regular expression: " + mistake.getDescription() + ".");
    }
  }

  private String reason(RunnerException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    return "No benchmark was run for '" + pattern + "': " + message;
  }
}
