package io.feedalign.backend.cuda;

import io.feedalign.backend.Backend;
import io.feedalign.error.FaException;
import io.feedalign.spi.Availability;
import io.feedalign.spi.BackendProvider;
import io.feedalign.spi.Settings;

/** The name {@code cuda}, and why it cannot run yet. */
public final class CudaProvider implements BackendProvider {
  private static final int RANK = 30;

  private final CudaLadder ladder;

  /** For this machine. */
  public CudaProvider() {
    this(MachineProbe.here());
  }

  CudaProvider(CudaProbe probe) {
    ladder = new CudaLadder(probe);
  }

  @Override
  public String name() {
    return "cuda";
  }

  @Override
  public String description() {
    return "NVIDIA GPUs through CUDA 13 and cuDNN 9; not in this version.";
  }

  @Override
  public int rank() {
    return RANK;
  }

  @Override
  public Availability availability() {
    return ladder.climb();
  }

  @Override
  public Backend create(Settings settings) {
    Availability found = availability();
    String why =
        found instanceof Availability.Unavailable
            ? ((Availability.Unavailable) found).reason()
                + " Remedy: "
                + ((Availability.Unavailable) found).remedy()
            : "It has no kernels.";
    throw FaException.resources("Backend 'cuda' is unavailable: " + why);
  }
}
