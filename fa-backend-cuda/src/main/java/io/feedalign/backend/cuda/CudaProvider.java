package io.feedalign.backend.cuda;

import io.feedalign.backend.Backend;
import io.feedalign.backend.cuda.nvidia.NvidiaDevice;
import io.feedalign.backend.cuda.nvidia.NvidiaMath;
import io.feedalign.backend.cuda.plan.LoweringTable;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.spi.Availability;
import io.feedalign.spi.BackendProvider;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import java.util.List;

/** NVIDIA GPUs, where a driver, CUDA 13 and cuDNN 9 are installed. */
public final class CudaProvider implements BackendProvider {
  static final String NAME = "cuda";

  private static final int RANK = 30;
  private static final int MOST_DEVICES = 63;
  private static final String TF32 = "tf32";
  private static final SettingsSpec SETTINGS =
      SettingsSpec.of(
          Setting.whole(
              "device",
              0L,
              Setting.between(0, MOST_DEVICES),
              "which of the devices that CUDA shows, counted from 0"),
          Setting.choice(
              "math",
              List.of("f32", TF32),
              "how singles are multiplied in convolutions and products; tf32 rounds their factors"
                  + " to 10 bits of mantissa and is faster"),
          Setting.flag(
              "deterministic",
              true,
              "whether only algorithms are taken that give the same bits every time"));

  private final CudaProbe probe;

  /** For this machine. */
  public CudaProvider() {
    this(MachineProbe.here());
  }

  CudaProvider(CudaProbe probe) {
    this.probe = probe;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "NVIDIA GPUs through CUDA 13 and cuDNN 9: own kernels, each program one graph.";
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
    return new CudaLadder(probe).climb();
  }

  @Override
  public Backend create(Settings settings) {
    if (availability() instanceof Availability.Unavailable missing) {
      throw FaException.resources(
          "Backend 'cuda' is unavailable: " + missing.reason() + " Remedy: " + missing.remedy());
    }
    NvidiaMath math =
        new NvidiaMath(TF32.equals(settings.text("math")), settings.flag("deterministic"));
    try {
      new NativeLibraries(probe.folders()).load();
      return new CudaBackend(
          NvidiaDevice.open(settings.size("device"), math), LoweringTable.lowering());
    } catch (LinkageError failure) {
      throw new FaException(
          ErrorKind.RESOURCES,
          "Backend 'cuda' is unavailable: its libraries do not load here ("
              + failure.getMessage()
              + "). Remedy: see that CUDA 13 and cuDNN 9 are whole and of one origin, or use"
              + " backend: onednn.",
          failure);
    }
  }
}
