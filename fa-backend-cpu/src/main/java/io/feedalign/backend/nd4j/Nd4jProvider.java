package io.feedalign.backend.nd4j;

import io.feedalign.backend.Backend;
import io.feedalign.backend.cpu.OpenMpThreads;
import io.feedalign.error.FaException;
import io.feedalign.spi.Availability;
import io.feedalign.spi.BackendProvider;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;

/** Offers the portable CPU backend, which runs wherever ND4J has a native library. */
public final class Nd4jProvider implements BackendProvider {
  private static final int RANK = 10;
  private static final int MOST_THREADS = 1024;

  @Override
  public String name() {
    return "nd4j";
  }

  @Override
  public String description() {
    return "Portable CPU kernels by ND4J (Eclipse Deeplearning4j), in single precision.";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(
        Setting.whole(
            "threads",
            0L,
            Setting.between(0, MOST_THREADS),
            "threads to compute with; 0 for what OMP_NUM_THREADS says, or else all cores"));
  }

  @Override
  public int rank() {
    return RANK;
  }

  @Override
  public Availability availability() {
    try {
      return Nd4jInstallation.here().availability();
    } catch (LinkageError missing) {
      return new Availability.Unavailable(
          "JavaCPP is not on the class path.", "Add fa-backend-cpu with its dependencies.");
    }
  }

  @Override
  public Backend create(Settings settings) {
    Availability availability = availability();
    if (availability instanceof Availability.Unavailable) {
      Availability.Unavailable missing = (Availability.Unavailable) availability;
      throw FaException.resources(
          "Backend 'nd4j' is unavailable: " + missing.reason() + " Remedy: " + missing.remedy());
    }
    int asked = settings.size("threads");
    int present = present(asked);
    String detail = ((Availability.Available) availability).detail();
    return Nd4jBackend.load(detail, present, asked > 0 ? asked : present);
  }

  private static int present(int asked) {
    try {
      return OpenMpThreads.settle(asked);
    } catch (FaException fixedAlready) {
      return OpenMpThreads.settle(0); // this backend sets its own number on each run
    }
  }
}
