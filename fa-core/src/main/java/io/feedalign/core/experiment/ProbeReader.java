package io.feedalign.core.experiment;

import io.feedalign.core.plugin.Plugins;
import io.feedalign.spi.ProbeProvider;
import io.feedalign.train.Probe;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code probes}: a list of names or maps; without it, every probe that there is. */
record ProbeReader(Plugins plugins, Resolver resolver) {
  List<Probe> read(@Nullable Object value) {
    List<Probe> probes = new ArrayList<>();
    if (value == null) {
      for (ProbeProvider provider : plugins.probes().all()) {
        probes.add(provider.create(provider.settings().defaults()));
      }
      return probes;
    }
    if (!(value instanceof List)) {
      resolver.problems().add("probes", "must be a list of names.");
      return probes;
    }
    int index = 0;
    for (Object entry : (List<?>) value) {
      Reference.read("probes[" + index++ + "]", entry, resolver.problems())
          .flatMap(reference -> resolver.find(plugins.probes(), reference))
          .flatMap(found -> resolver.create(found))
          .ifPresent(probes::add);
    }
    return probes;
  }
}
