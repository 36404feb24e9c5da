package io.feedalign.cli.command;

import io.feedalign.cli.report.Console;
import io.feedalign.cli.report.PluginText;
import io.feedalign.core.plugin.Catalogue;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.error.FaException;
import io.feedalign.spi.NearestName;
import io.feedalign.spi.Provider;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fa plugins}: what there is, from which jar, with which settings. */
@Command(
    name = "plugins",
    mixinStandardHelpOptions = true,
    description = "Lists every rule, backend, model, data set, update, constraint and probe.",
    footer = {
      "",
      "Examples:",
      "  fa plugins",
      "  fa plugins rules",
      "  fa plugins rules --describe usf"
    })
public final class PluginsCommand implements Callable<Integer> {

  private final Plugins plugins;
  private final Console console;

  @Parameters(arity = "0..1", paramLabel = "KIND", description = "One kind only, such as rules.")
  private @Nullable String kind;

  @Option(names = "--describe", paramLabel = "NAME", description = "Everything about one of them.")
  private @Nullable String name;

  /** Made by the wiring. */
  public PluginsCommand(Plugins plugins, Console console) {
    this.plugins = plugins;
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Catalogue<?>> catalogues = kind == null ? plugins.all() : List.of(catalogue(kind));
    if (name == null) {
      catalogues.forEach(catalogue -> PluginText.list(catalogue).forEach(console::say));
    } else {
      describe(catalogues, name);
    }
    return ExitCode.FINE;
  }

  private void describe(List<Catalogue<?>> catalogues, String wanted) {
    boolean found = false;
    for (Catalogue<?> catalogue : catalogues) {
      List<String> lines = PluginText.describe(catalogue, wanted);
      lines.forEach(console::say);
      found |= !lines.isEmpty();
    }
    if (!found) {
      List<String> known =
          catalogues.stream().flatMap(catalogue -> catalogue.names().stream()).toList();
      throw FaException.user(
          "Unknown plugin '"
              + wanted
              + "'. Available: "
              + String.join(", ", known)
              + "."
              + NearestName.hint(wanted, known));
    }
  }

  private Catalogue<? extends Provider<?>> catalogue(String wanted) {
    for (Catalogue<?> catalogue : plugins.all()) {
      if (wanted.equals(catalogue.kind()) || wanted.equals(catalogue.kind() + "s")) {
        return catalogue;
      }
    }
    List<String> kinds = plugins.all().stream().map(catalogue -> catalogue.kind() + "s").toList();
    throw FaException.user(
        "Unknown kind of plugin '"
            + wanted
            + "'. Available: "
            + String.join(", ", kinds)
            + "."
            + NearestName.hint(wanted, kinds));
  }
}
