package io.feedalign.cli.command;

import io.feedalign.cli.report.Console;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.data.DatasetFiles;
import io.feedalign.error.FaException;
import io.feedalign.spi.DatasetProvider;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fa data}: which data sets there are, where their files lie, and how to get them. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Gets, lists, checks and finds data sets.",
    footer = {"", "Examples:", "  fa data list", "  fa data get fashion-mnist", "  fa data verify"})
public final class DataCommand implements Runnable {

  private final Plugins plugins;
  private final Console console;

  @Spec private CommandSpec spec;

  /** Made by the wiring. */
  @SuppressWarnings("NullAway.Init") // picocli sets spec
  public DataCommand(Plugins plugins, Console console) {
    this.plugins = plugins;
    this.console = console;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut(), CommandLine.Help.Ansi.AUTO);
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Every data set, and whether its files are here.")
  int list() {
    for (DatasetProvider provider : plugins.datasets().all()) {
      String state =
          provider.files().map(files -> files.present() ? "here" : "absent").orElse("built in");
      console.say(
          String.format(
              Locale.ROOT, "%-20s %-9s %s", provider.name(), state, provider.description()));
    }
    return ExitCode.FINE;
  }

  @Command(
      name = "get",
      mixinStandardHelpOptions = true,
      description = "Downloads a data set, checks its digests and puts it in its folder.")
  int get(@Parameters(paramLabel = "NAME", description = "See fa data list.") String name) {
    DatasetProvider provider = plugins.datasets().get(name);
    Optional<DatasetFiles> files = provider.files();
    if (files.isEmpty()) {
      console.say(name + " needs no files: it is ready.");
      return ExitCode.FINE;
    }
    files.get().get(console::note);
    console.say(name + " is in " + files.get().where());
    return ExitCode.FINE;
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Checks every digest of a data set, or of all that are here.")
  int verify(
      @Parameters(arity = "0..1", paramLabel = "NAME", description = "All if left out.")
          @Nullable String name) {
    boolean sound = true;
    for (DatasetProvider provider : chosen(name)) {
      sound &= verify(provider, name != null);
    }
    if (!sound) {
      throw FaException.user("Damaged or missing files. Run fa data get NAME to get them again.");
    }
    return ExitCode.FINE;
  }

  private boolean verify(DatasetProvider provider, boolean asked) {
    Optional<DatasetFiles> files = provider.files();
    if (files.isEmpty()) {
      console.say(provider.name() + ": built in");
      return true;
    }
    if (!asked && !files.get().present()) {
      console.say(provider.name() + ": absent");
      return true;
    }
    List<String> problems = files.get().verify();
    problems.forEach(problem -> console.say(provider.name() + ": " + problem));
    if (problems.isEmpty()) {
      console.say(provider.name() + ": every digest is right");
    }
    return problems.isEmpty();
  }

  @Command(
      name = "where",
      mixinStandardHelpOptions = true,
      description = "The folder of a data set, or of all.")
  int where(
      @Parameters(arity = "0..1", paramLabel = "NAME", description = "All if left out.")
          @Nullable String name) {
    for (DatasetProvider provider : chosen(name)) {
      String place =
          provider.files().map(files -> files.where().toString()).orElse("inside the program");
      console.say(name == null ? provider.name() + ": " + place : place);
    }
    return ExitCode.FINE;
  }

  private List<DatasetProvider> chosen(@Nullable String name) {
    return name == null ? plugins.datasets().all() : List.of(plugins.datasets().get(name));
  }
}
