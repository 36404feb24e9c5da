package io.feedalign.cli.command;

import io.feedalign.cli.report.Console;
import io.feedalign.cli.report.ExperimentSchema;
import io.feedalign.core.plugin.Plugins;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code fa schema}: what an experiment file may hold, for editors. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a JSON Schema (draft 2020-12) of experiment files: every key, and every setting of",
      "every plugin there is, yours included. Editors complete and check by it."
    },
    footer = {
      "",
      "Example:",
      "  fa schema > experiment.schema.json",
      "",
      "and then, as the first line of an experiment:",
      "  # yaml-language-server: $schema=experiment.schema.json"
    })
public final class SchemaCommand implements Callable<Integer> {

  private final Plugins plugins;
  private final Console console;

  /** Made by the wiring. */
  public SchemaCommand(Plugins plugins, Console console) {
    this.plugins = plugins;
    this.console = console;
  }

  @Override
  public Integer call() {
    console.say(ExperimentSchema.of(plugins).stripTrailing());
    return ExitCode.FINE;
  }
}
