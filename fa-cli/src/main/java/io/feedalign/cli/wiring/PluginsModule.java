package io.feedalign.cli.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.feedalign.cli.config.YamlConfigReader;
import io.feedalign.core.plugin.Plugins;

/** What is on the class path, and how experiments are read. */
final class PluginsModule extends AbstractModule {

  @Provides
  @Singleton
  Plugins plugins() {
    return Plugins.discover();
  }

  @Provides
  YamlConfigReader reader() {
    return new YamlConfigReader();
  }
}
