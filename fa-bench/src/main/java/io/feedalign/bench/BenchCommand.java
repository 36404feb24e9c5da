package io.feedalign.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: chooses what is measured. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures how fast feedalign is on this machine.")
final class BenchCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Say what to measure: "
            + String.join(", ", spec.commandLine().getSubcommands().keySet())
            + ".");
  }
}
