package io.feedalign.bench.archfixture.datasets;

import java.time.Instant;
import java.util.function.LongSupplier;

/** Another result at another time. */
public final class ReadsClock {
  private ReadsClock() {}

  /** Half a method reference, half a call. */
  public static LongSupplier seed() {
    Instant started = Instant.now();
    return started.getNano() > 0 ? System::nanoTime : System::currentTimeMillis;
  }
}
