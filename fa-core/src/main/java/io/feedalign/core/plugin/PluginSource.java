package io.feedalign.core.plugin;

import io.feedalign.spi.Provider;
import java.util.List;
import java.util.Optional;

/**
 * Where providers are looked for: the class path, or one plugin jar.
 *
 * @param jar empty for the class path, whose providers are not wrapped
 */
record PluginSource(ClassLoader loader, Optional<PluginJar> jar) {
  static PluginSource classPath(ClassLoader loader) {
    return new PluginSource(loader, Optional.empty());
  }

  /** The provider as the program may call it: whatever a plugin jar throws will name the jar. */
  <P extends Provider<?>> P shielded(Class<P> type, String kind, P provider) {
    return jar.map(
            from -> {
              String thing = kind + " '" + provider.name() + "'";
              return new Guard(from.name(), thing).provider(type, provider);
            })
        .orElse(provider);
  }

  /** {@code "Plugin 'x.jar': "} or nothing: the beginning of a warning. */
  String prefix() {
    return jar.map(from -> "Plugin '" + from.name() + "': ").orElse("");
  }

  /** The jar or folder that a provider of this source came from. */
  String origin(Object provider) {
    return jar.map(PluginJar::name).orElseGet(() -> Origins.of(provider.getClass()));
  }

  /** All jars of some sources. */
  static List<PluginJar> jars(List<PluginSource> sources) {
    return sources.stream().flatMap(source -> source.jar().stream()).toList();
  }
}
