package io.feedalign.spi;

import io.feedalign.backend.Backend;
import org.apiguardian.api.API;

/** Makes a backend, if it can run here. */
@API(status = API.Status.STABLE, since = "0.1")
public interface BackendProvider extends Provider<Backend> {
  /** Whether it can run here, and if not, why and what to do. Never throws; quick. */
  Availability availability();

  /** Where it stands in {@code backend: auto}: the highest available one is taken. */
  int rank();
}
