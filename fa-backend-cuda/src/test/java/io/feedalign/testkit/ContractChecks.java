package io.feedalign.testkit;

import io.feedalign.backend.Backend;
import java.util.Map;
import java.util.function.Consumer;

/** Parts of the contract by name, for backends on other devices. */
public final class ContractChecks {
  private ContractChecks() {}

  /** What lands during a run. */
  public static Map<String, Consumer<Backend>> landings() {
    return LandingChecks.all();
  }
}
