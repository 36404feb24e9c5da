package io.feedalign.backend.onednn;

import io.feedalign.backend.Backend;
import io.feedalign.backend.cpu.OpenMpThreads;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.spi.Availability;
import io.feedalign.spi.BackendProvider;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;

/** The fast CPU backend, where oneDNN's native library is on the class path. */
public final class OneDnnProvider implements BackendProvider {
  static final String NAME = "onednn";

  private static final int RANK = 20;
  private static final int MOST_THREADS = 1024;
  private static final SettingsSpec SETTINGS =
      SettingsSpec.of(
          Setting.whole(
              "threads",
              0L,
              Setting.between(0, MOST_THREADS),
              "threads to compute with; 0 takes OMP_NUM_THREADS, or else all cores"));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "oneDNN on the processor: convolutions, products, norms and pools as tuned primitives.";
  }

  @Override
  public SettingsSpec settings() {
    return SETTINGS;
  }

  @Override
  public int rank() {
    return RANK;
  }

  @Override
  public Availability availability() {
    return NativeLadder.here().climb();
  }

  @Override
  public Backend create(Settings settings) {
    if (availability() instanceof Availability.Unavailable) {
      Availability.Unavailable why = (Availability.Unavailable) availability();
      throw FaException.resources(
          "Backend 'onednn' is unavailable: " + why.reason() + " Remedy: " + why.remedy());
    }
    int threads = OpenMpThreads.settle(settings.size("threads"));
    try {
      return new OneDnnBackend(threads);
    } catch (LinkageError failure) {
      throw new FaException(
          ErrorKind.RESOURCES,
          "Backend 'onednn' is unavailable: its native library does not load here ("
              + failure.getMessage()
              + "). Remedy: use backend: nd4j.",
          failure);
    }
  }
}
