package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.backend.Backend;
import io.feedalign.spi.Availability.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real device, if this machine has one. */
final class Gpu {
  private static final Logger LOG = LoggerFactory.getLogger(Gpu.class);

  private Gpu() {}

  /** Lets the tests of a class run only where there is one; elsewhere the log says why not. */
  static void isNeededBy(Class<?> test) {
    if (new CudaProvider().availability() instanceof Unavailable missing) {
      LOG.warn("{} is skipped: {}", test.getSimpleName(), missing.reason());
      assumeTrue(false, missing.reason());
    }
  }

  /** A backend on it. */
  static Backend open() {
    CudaProvider provider = new CudaProvider();
    return provider.create(provider.settings().defaults());
  }
}
