package io.feedalign.cli.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.feedalign.cli.command.GlobalOptions;
import io.feedalign.cli.command.PluginFolder;
import io.feedalign.cli.config.YamlConfigReader;
import io.feedalign.cli.report.Console;
import io.feedalign.core.plugin.Plugins;
import java.util.Optional;

/** What is on the class path and in the folder of plugins, and how experiments are read. */
final class PluginsModule extends AbstractModule {

  private final Console console;
  private final GlobalOptions options;

  PluginsModule(Console console, GlobalOptions options) {
    this.console = console;
    this.options = options;
  }

  /** Warnings come first: what follows may fail for want of the plugin that they are about. */
  @Provides
  @Singleton
  Plugins plugins() {
    Optional<String> environment =
        Optional.ofNullable(System.getenv(PluginFolder.VARIABLE)).filter(path -> !path.isBlank());
    Plugins plugins = Plugins.discover(PluginFolder.of(options, environment).jars());
    plugins.warnings().forEach(warning -> console.note("warning: " + warning));
    return plugins;
  }

  @Provides
  YamlConfigReader reader() {
    return new YamlConfigReader();
  }
}
