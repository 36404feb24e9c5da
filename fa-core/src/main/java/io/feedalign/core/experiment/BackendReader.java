package io.feedalign.core.experiment;

import io.feedalign.core.plugin.Plugins;
import java.util.Map;
import java.util.Optional;

/** Reads {@code backend}: a name, {@code auto}, or a map with settings. */
record BackendReader(Plugins plugins, Resolver resolver) {
  Optional<BackendChoice> read(Map<String, Object> values) {
    Object value = values.getOrDefault("backend", BackendChoice.AUTO);
    if (BackendChoice.AUTO.equals(value)) {
      return resolver.attempt("backend", () -> BackendChoice.best(plugins.backends()));
    }
    return Reference.read("backend", value, resolver.problems())
        .flatMap(reference -> resolver.find(plugins.backends(), reference))
        .flatMap(
            found ->
                resolver.attempt(
                    "backend", () -> BackendChoice.named(found.provider(), found.settings())));
  }
}
