package io.feedalign.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
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
      "3 training diverged, 4 an audit failed, 74 a disk is full, 130 or 143 stopped by Ctrl-C or"
          + " kill."
    })
public final class FaCommand implements Runnable {

  /** Read by {@link GlobalOptions} before there are commands; here for the help. */
  @Option(
      names = GlobalOptions.PLUGINS,
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "Folder of plugin jars; otherwise FEEDALIGN_PLUGINS, or plugins/ in this folder.")
  private @Nullable Path plugins;

  @Option(
      names = GlobalOptions.DEBUG,
      scope = ScopeType.INHERIT,
      description = "Shows stack traces of failures.")
  private boolean debug;

  @Spec private CommandSpec spec;

  /** Made by the wiring. */
  @SuppressWarnings("NullAway.Init") // picocli sets it
  public FaCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut(), CommandLine.Help.Ansi.AUTO);
  }
}
