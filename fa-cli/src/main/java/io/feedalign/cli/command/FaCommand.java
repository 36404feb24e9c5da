package io.feedalign.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fa} itself: says what there is. */
@Command(
    name = "fa",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Trains networks under backpropagation and its biologically plausible relatives.",
    footer = {
      "",
      "Start here:",
      "  fa compare                 eight rules on one small network, a table and a report",
      "  fa train EXPERIMENT.yaml   one rule, as your file says",
      "  fa doctor                  what this machine can run, and why not",
      "",
      "Exit codes: 0 fine, 1 a mistake in feedalign or a plugin, 2 something you can mend,",
      "3 training diverged."
    })
public final class FaCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Made by the wiring. */
  @SuppressWarnings("NullAway.Init") // picocli sets it
  public FaCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut(), CommandLine.Help.Ansi.AUTO);
  }
}
