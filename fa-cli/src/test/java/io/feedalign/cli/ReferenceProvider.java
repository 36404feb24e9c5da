package io.feedalign.cli;

import io.feedalign.backend.Backend;
import io.feedalign.spi.Availability;
import io.feedalign.spi.BackendProvider;
import io.feedalign.spi.Settings;
import io.feedalign.testkit.ReferenceBackend;

/**
 * The slow and obvious backend as a plugin, so that tests of the command need no native library.
 */
public final class ReferenceProvider implements BackendProvider {

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public String description() {
    return "Plain loops, for tests.";
  }

  @Override
  public Availability availability() {
    return new Availability.Available("plain loops");
  }

  @Override
  public int rank() {
    return -1;
  }

  @Override
  public Backend create(Settings settings) {
    return new ReferenceBackend();
  }
}
