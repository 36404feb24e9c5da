package io.feedalign.core.experiment;

import io.feedalign.core.compile.TimedProbe;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.ir.Cadence;
import io.feedalign.spi.ProbeProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code probes}: a list of names or maps, or a map of how often and which. Without a list
 * every probe that there is, without a cadence after each epoch.
 */
record ProbeReader(Plugins plugins, Resolver resolver) {
  private static final String PROBES = "probes";
  private static final String EVERY = "every";
  private static final String USE = "use";
  private static final String EPOCH = "epoch";

  List<TimedProbe> read(@Nullable Object value) {
    if (value == null || value instanceof List) {
      return use(PROBES, value, Cadence.EVERY_EPOCH);
    }
    Optional<Map<String, Object>> map = Reference.asMap(value);
    if (map.isEmpty()) {
      resolver.problems().add(PROBES, "must be a list of names, or {every: ..., use: [...]}.");
      return List.of();
    }
    map.get().keySet().stream()
        .filter(key -> !List.of(EVERY, USE).contains(key))
        .forEach(
            key -> resolver.problems().add(PROBES + "." + key, "is unknown. Allowed: every, use."));
    Object chosen = map.get().get(USE);
    if (chosen != null && !(chosen instanceof List)) {
      resolver.problems().add(PROBES + "." + USE, "must be a list of names.");
      return List.of();
    }
    return use(PROBES + "." + USE, chosen, cadence(PROBES, map.get(), Cadence.EVERY_EPOCH));
  }

  private List<TimedProbe> use(String path, @Nullable Object list, Cadence shared) {
    List<TimedProbe> probes = new ArrayList<>();
    if (list == null) {
      for (ProbeProvider provider : plugins.probes().all()) {
        probes.add(new TimedProbe(provider.create(provider.settings().defaults()), shared));
      }
      return probes;
    }
    int index = 0;
    for (Object entry : (List<?>) list) {
      String here = path + "[" + index++ + "]";
      Reference.read(here, entry, resolver.problems())
          .ifPresent(reference -> one(reference, shared).ifPresent(probes::add));
    }
    return probes;
  }

  private Optional<TimedProbe> one(Reference reference, Cadence shared) {
    Cadence cadence = cadence(reference.path(), reference.settings(), shared);
    return resolver
        .find(plugins.probes(), reference.without(EVERY))
        .flatMap(found -> resolver.create(found))
        .map(probe -> new TimedProbe(probe, cadence));
  }

  private Cadence cadence(String path, Map<String, Object> map, Cadence shared) {
    Object every = map.get(EVERY);
    if (every == null) {
      return shared;
    }
    if (every.equals(EPOCH)) {
      return Cadence.EVERY_EPOCH;
    }
    if (every instanceof Number number
        && number.doubleValue() == number.intValue()
        && number.intValue() >= 1) {
      return Cadence.steps(number.intValue());
    }
    resolver
        .problems()
        .add(path + "." + EVERY, "is " + every + ". Allowed: epoch, or a number of steps from 1.");
    return shared;
  }
}
