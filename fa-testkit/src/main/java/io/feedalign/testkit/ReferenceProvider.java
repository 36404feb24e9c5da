package io.feedalign.testkit;

import io.feedalign.backend.Backend;
import io.feedalign.spi.Availability;
import io.feedalign.spi.BackendProvider;
import io.feedalign.spi.Settings;

/** {@code reference}: what audits compute with. Choosing the best backend passes it over. */
public final class ReferenceProvider implements BackendProvider {
  @Override
  public String name() {
    return "reference";
  }

  @Override
  public String description() {
    return "Plain loops in double precision, slow: for audits and for finding mistakes.";
  }

  /** Somebody has to ask for it. */
  @Override
  public int rank() {
    return -1;
  }

  @Override
  public Availability availability() {
    return new Availability.Available("double precision, one thread");
  }

  @Override
  public Backend create(Settings settings) {
    return new ReferenceBackend();
  }
}
