package io.feedalign.cli.command;

import io.feedalign.error.FaException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fa bench}: listed here, but run by the module fa-bench, which the launcher starts. */
@Command(
    name = "bench",
    description = "Measures speed; ./fa bench --help says how. Started by the launcher ./fa.")
public final class BenchCommand implements Callable<Integer> {

  @Parameters(arity = "0..*", hidden = true)
  private List<String> arguments = new ArrayList<>();

  /** Made by the wiring. */
  public BenchCommand() {}

  @Override
  public Integer call() {
    throw FaException.user(
        "Benchmarks are in a program of their own. Start them with ./fa bench " + arguments + ".");
  }
}
