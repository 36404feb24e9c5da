package io.feedalign.spi;

import org.apiguardian.api.API;

/**
 * A named maker of things of one kind, found by ServiceLoader. Implementations are final or nested
 * classes with a public constructor without arguments, registered in {@code META-INF/services}.
 *
 * <pre>{@code
 * for (UpdateRuleProvider each : Plugins.discover().updates().all()) {
 *   String line = each.name() + ": " + each.description();
 *   UpdateRule made = each.create(each.settings().defaults());
 * }
 * }</pre>
 *
 * @param <T> what it makes
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Provider<T> {
  /** Lower-case letters, digits and hyphens, shorter than 64: it is written into files. */
  String name();

  /** One sentence, with the source (paper, year) if there is one. */
  String description();

  /** Which settings it takes. */
  default SettingsSpec settings() {
    return SettingsSpec.NONE;
  }

  /**
   * Makes one.
   *
   * @throws io.feedalign.error.FaException (USER) if the settings contradict each other
   */
  T create(Settings settings);
}
