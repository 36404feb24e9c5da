package io.feedalign.cli;

import io.feedalign.backend.Backend;
import io.feedalign.error.FaException;
import io.feedalign.spi.Availability;
import io.feedalign.spi.BackendProvider;
import io.feedalign.spi.Settings;

/** A backend that can never run. */
public final class AbsentProvider implements BackendProvider {

  @Override
  public String name() {
    return "absent";
  }

  @Override
  public String description() {
    return "Never there, for tests.";
  }

  @Override
  public Availability availability() {
    return new Availability.Unavailable("no such device.", "buy one.");
  }

  @Override
  public int rank() {
    return 99;
  }

  @Override
  public Backend create(Settings settings) {
    throw FaException.resources("There is no such device.");
  }
}
