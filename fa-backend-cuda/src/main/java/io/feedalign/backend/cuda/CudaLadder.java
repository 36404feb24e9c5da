package io.feedalign.backend.cuda;

import io.feedalign.spi.Availability;
import io.feedalign.spi.Availability.Available;
import io.feedalign.spi.Availability.Unavailable;
import java.util.Optional;

/** From the class path up to the libraries: the first missing rung is the reason. */
record CudaLadder(CudaProbe probe) {
  private static final String OTHERWISE = ", or use backend: onednn.";

  Availability climb() {
    return bindings()
        .or(this::driver)
        .or(this::device)
        .or(this::cuda)
        .or(this::cudnn)
        .<Availability>map(missing -> missing)
        .orElseGet(this::everything);
  }

  private Optional<Unavailable> bindings() {
    return probe.bindings()
        ? Optional.empty()
        : missing(
            "There are no CUDA bindings for " + probe.platform() + " on the class path.",
            "Add org.bytedeco:cuda with the classifier " + probe.platform());
  }

  private Optional<Unavailable> driver() {
    if (!probe.driver()) {
      return missing(
          "The NVIDIA driver is not installed: libcuda.so.1 was not found.",
          "Install the driver, or in a container pass the devices through");
    }
    int oldest = NativeLibraries.DRIVER_VERSION;
    return probe.driverVersion().orElse(oldest) >= oldest
        ? Optional.empty()
        : missing(
            "The NVIDIA driver "
                + probe.driverVersion().orElseThrow()
                + " is too old for CUDA 13, which needs "
                + oldest
                + ".",
            "Install the driver " + oldest + " or newer");
  }

  private Optional<Unavailable> device() {
    if (probe.devices() == 0) {
      return missing(
          "The NVIDIA driver is there, but no device was found.",
          "Check nvidia-smi, or in a container pass the devices through");
    }
    return probe.hidden()
        ? missing(
            "CUDA_VISIBLE_DEVICES hides every device from this process.",
            "Unset it, or name a device in it")
        : Optional.empty();
  }

  private Optional<Unavailable> cuda() {
    return library("CUDA 13's runtime", NativeLibraries.RUNTIME, "libcudart.so.12", "CUDA 12")
        .or(() -> library("NVRTC 13", NativeLibraries.COMPILER, "libnvrtc.so.12", "CUDA 12's"))
        .or(
            () ->
                library("cuBLASLt 13", NativeLibraries.PRODUCTS, "libcublasLt.so.12", "CUDA 12's"));
  }

  private Optional<Unavailable> cudnn() {
    return library("cuDNN 9", NativeLibraries.CONVOLUTIONS, "libcudnn.so.8", "cuDNN 8");
  }

  private Optional<Unavailable> library(String name, String file, String older, String olderName) {
    if (probe.has(file)) {
      return Optional.empty();
    }
    String only = probe.has(older) ? ", only " + olderName : "";
    String what = NativeLibraries.CONVOLUTIONS.equals(file) ? "cuDNN 9 for CUDA 13" : "CUDA 13";
    return missing(
        name + " was not found: there is no " + file + only + ".",
        "Install " + what + " or put its folder on LD_LIBRARY_PATH");
  }

  private static Optional<Unavailable> missing(String reason, String remedy) {
    return Optional.of(new Unavailable(reason, remedy + OTHERWISE));
  }

  private Availability everything() {
    StringBuilder detail = new StringBuilder("CUDA 13 and cuDNN 9");
    probe.driverVersion().ifPresent(version -> detail.append(" on driver ").append(version));
    return new Available(detail + ", " + count(probe.devices()));
  }

  private static String count(int devices) {
    return devices == 1 ? "1 device" : devices + " devices";
  }
}
