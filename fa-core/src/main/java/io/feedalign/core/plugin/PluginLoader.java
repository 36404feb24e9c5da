package io.feedalign.core.plugin;

import io.feedalign.spi.Provider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;

/** The only place that asks ServiceLoader. A plugin that fails costs one line, not the program. */
final class PluginLoader {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private final ClassLoader loader;
  private final List<String> warnings;

  PluginLoader(ClassLoader loader, List<String> warnings) {
    this.loader = loader;
    this.warnings = warnings;
  }

  <P extends Provider<?>> Catalogue<P> catalogue(String kind, Class<P> type) {
    Map<String, P> byName = new LinkedHashMap<>();
    Iterator<ServiceLoader.Provider<P>> services =
        ServiceLoader.load(type, loader).stream().iterator();
    while (hasNext(services, kind)) {
      try {
        ServiceLoader.Provider<P> service = services.next();
        add(kind, service.get(), byName);
      } catch (ServiceConfigurationError | LinkageError | RuntimeException broken) {
        warnings.add("A " + kind + " plugin cannot be used: " + reason(broken));
      }
    }
    return new Catalogue<>(kind, type, new ArrayList<>(byName.values()));
  }

  /** Asking for the next one may itself fail, on a services file that names nothing. */
  private boolean hasNext(Iterator<?> services, String kind) {
    while (true) {
      try {
        return services.hasNext();
      } catch (ServiceConfigurationError | LinkageError broken) {
        warnings.add("A " + kind + " plugin cannot be used: " + reason(broken));
      }
    }
  }

  private <P extends Provider<?>> void add(String kind, P provider, Map<String, P> byName) {
    String name = provider.name();
    if (!NAME.matcher(name).matches()) {
      warnings.add(
          "The "
              + kind
              + " '"
              + name
              + "' of "
              + Origins.of(provider.getClass())
              + " cannot be used: a name has lower-case letters, digits and hyphens only, at most"
              + " 63, since it is written into files.");
      return;
    }
    P known = byName.putIfAbsent(name, provider);
    if (known != null) {
      warnings.add(
          "The "
              + kind
              + " '"
              + name
              + "' of "
              + Origins.of(provider.getClass())
              + " is not used: "
              + Origins.of(known.getClass())
              + " has one of the same name.");
    }
  }

  private static String reason(Throwable broken) {
    Throwable root = broken;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String why = root == broken ? "" : " (" + root + ")";
    return broken.getMessage() + why;
  }
}
