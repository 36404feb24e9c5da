package io.feedalign.spi;

import io.feedalign.backend.Backend;
import org.apiguardian.api.API;

/**
 * Makes a backend, if it can run here.
 *
 * <pre>{@code
 * for (BackendProvider each : Plugins.discover().backends().all()) {
 *   if (each.availability() instanceof Availability.Available) {
 *     Backend usable = each.create(each.settings().defaults());
 *   }
 * }
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface BackendProvider extends Provider<Backend> {
  /** Whether it can run here, and if not, why and what to do. Never throws; quick. */
  Availability availability();

  /**
   * Where it stands in {@code backend: auto}: the highest available one is taken, but none below 0,
   * which is for those that somebody has to ask for.
   */
  int rank();
}
