package io.feedalign.core.plugin;

import io.feedalign.spi.BackendProvider;
import io.feedalign.spi.Provider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;

/** The only place that asks ServiceLoader. A plugin that fails costs one line, not the program. */
final class PluginLoader {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  /** More mistakes than this in one services file are one mistake. */
  private static final int MOST_FAILURES = 100;

  private final List<PluginSource> sources;
  private final List<String> warnings;

  PluginLoader(List<PluginSource> sources, List<String> warnings) {
    this.sources = sources;
    this.warnings = warnings;
  }

  <P extends Provider<?>> Catalogue<P> catalogue(String kind, Class<P> type) {
    Shelf<P> shelf = new Shelf<>(kind, type, new LinkedHashMap<>(), new LinkedHashMap<>());
    sources.forEach(source -> collect(shelf, source));
    return new Catalogue<>(kind, type, new ArrayList<>(shelf.byName.values()), shelf.origins);
  }

  /** The providers of one kind so far, and where they came from. */
  private record Shelf<P extends Provider<?>>(
      String kind, Class<P> type, Map<String, P> byName, Map<String, String> origins) {}

  private <P extends Provider<?>> void collect(Shelf<P> shelf, PluginSource source) {
    Iterator<ServiceLoader.Provider<P>> services =
        ServiceLoader.load(shelf.type, source.loader()).stream().iterator();
    while (hasNext(services, shelf.kind, source)) {
      try {
        add(shelf, source, services.next().get());
      } catch (Exception | Error broken) { // a constructor may throw anything
        warnings.add(unusable(shelf.kind, source, broken));
      }
    }
  }

  /** Asking for the next one may itself fail, on a services file that names nothing. */
  private boolean hasNext(Iterator<?> services, String kind, PluginSource source) {
    for (int i = 0; i < MOST_FAILURES; i++) {
      try {
        return services.hasNext();
      } catch (ServiceConfigurationError | LinkageError broken) {
        warnings.add(unusable(kind, source, broken));
      }
    }
    return false;
  }

  private <P extends Provider<?>> void add(Shelf<P> shelf, PluginSource source, P provider) {
    String name = sane(provider);
    String origin = source.origin(provider);
    String thing = "The " + shelf.kind + " '" + name + "' of " + origin;
    if (!NAME.matcher(name).matches()) {
      warnings.add(
          thing
              + " cannot be used: a name has lower-case letters, digits and hyphens only, at most"
              + " 63, since it is written into files.");
    } else if (shelf.byName.containsKey(name)) {
      warnings.add(
          thing + " is not used: " + shelf.origins.get(name) + " has one of the same name.");
    } else {
      shelf.byName.put(name, source.shielded(shelf.type, shelf.kind, provider));
      shelf.origins.put(name, origin);
    }
  }

  /** The name of a provider that answers every question that lists ask. */
  private static String sane(Provider<?> provider) {
    Objects.requireNonNull(provider.description(), "description() returned nothing");
    Objects.requireNonNull(provider.settings(), "settings() returned nothing");
    if (provider instanceof BackendProvider backend) {
      backend.rank();
    }
    return Objects.requireNonNull(provider.name(), "name() returned nothing");
  }

  private static String unusable(String kind, PluginSource source, Throwable broken) {
    String line = source.prefix() + "A " + kind + " plugin cannot be used: " + reason(broken);
    return line.lines().findFirst().orElse(line);
  }

  private static String reason(Throwable broken) {
    Throwable root = broken;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (!(broken instanceof ServiceConfigurationError)) {
      return String.valueOf(root);
    }
    String why = root == broken ? "" : " (" + root + ")";
    return broken.getMessage() + why;
  }
}
