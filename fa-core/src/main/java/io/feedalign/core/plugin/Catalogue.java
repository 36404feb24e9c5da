package io.feedalign.core.plugin;

import io.feedalign.error.FaException;
import io.feedalign.spi.NearestName;
import io.feedalign.spi.Provider;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The plugins of one kind, by name.
 *
 * @param <P> the kind of provider
 */
public final class Catalogue<P extends Provider<?>> {
  private final String kind;
  private final Class<P> type;
  private final List<P> providers;
  private final Map<String, String> origins;

  /**
   * A catalogue of the given providers.
   *
   * @param kind in one word, for messages: {@code rule}
   */
  public Catalogue(String kind, Class<P> type, List<P> providers) {
    this(kind, type, providers, Map.of());
  }

  Catalogue(String kind, Class<P> type, List<P> providers, Map<String, String> origins) {
    this.origins = Map.copyOf(origins);
    this.kind = kind;
    this.type = type;
    this.providers =
        providers.stream().sorted(Comparator.comparing((P provider) -> provider.name())).toList();
  }

  /** What kind of plugin these are, in one word. */
  public String kind() {
    return kind;
  }

  /** All of them, by name. */
  public List<P> all() {
    return providers;
  }

  /** All names, in order. */
  public List<String> names() {
    return providers.stream().map(Provider::name).toList();
  }

  /** The one of that name, if there is one. */
  public Optional<P> find(String name) {
    return providers.stream().filter(provider -> provider.name().equals(name)).findFirst();
  }

  /**
   * The one of that name.
   *
   * @throws FaException (USER) with all names and the closest one, if there is none
   */
  public P get(String name) {
    return find(name).orElseThrow(() -> FaException.user(unknown(name)));
  }

  /** The sentence that says that a name is unknown, what there is, and what was perhaps meant. */
  public String unknown(String name) {
    String available =
        names().isEmpty() ? "none" : names().stream().collect(Collectors.joining(", "));
    return "Unknown "
        + kind
        + " '"
        + name
        + "'. Available: "
        + available
        + "."
        + NearestName.hint(name, names())
        + " A "
        + kind
        + " comes from a jar that provides "
        + type.getName()
        + ".";
  }

  /** The jar or folder that a provider came from. */
  public String origin(P provider) {
    String known = origins.get(provider.name());
    return known == null ? Origins.of(provider.getClass()) : known;
  }
}
