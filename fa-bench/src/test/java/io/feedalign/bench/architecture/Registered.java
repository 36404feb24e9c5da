package io.feedalign.bench.architecture;

import io.feedalign.spi.BackendProvider;
import io.feedalign.spi.ConstraintProvider;
import io.feedalign.spi.DatasetProvider;
import io.feedalign.spi.ModelProvider;
import io.feedalign.spi.ProbeProvider;
import io.feedalign.spi.Provider;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.UpdateRuleProvider;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/** What the services files of all jars name, as ServiceLoader reads them. */
final class Registered {
  private static final List<Class<? extends Provider<?>>> KINDS =
      List.of(
          RuleProvider.class,
          BackendProvider.class,
          ModelProvider.class,
          DatasetProvider.class,
          UpdateRuleProvider.class,
          ConstraintProvider.class,
          ProbeProvider.class);

  private Registered() {}

  static Set<String> byServiceLoader() {
    return KINDS.stream()
        .flatMap(kind -> ServiceLoader.load(kind).stream())
        .map(service -> service.type().getName())
        .collect(Collectors.toSet());
  }
}
