package io.feedalign.backend.cuda;

import io.feedalign.spi.Availability;
import io.feedalign.spi.Availability.Unavailable;

/** From the class path up to the kernels: the first missing rung is the reason. */
record CudaLadder(CudaProbe probe) {
  Availability climb() {
    if (!probe.bindings()) {
      return new Unavailable(
          "There are no CUDA bindings for " + probe.platform() + " on the class path.",
          "Add org.bytedeco:cuda with the classifier "
              + probe.platform()
              + ", or use backend: onednn.");
    }
    if (!probe.driver()) {
      return new Unavailable(
          "The NVIDIA driver is not installed: libcuda.so.1 was not found.",
          "Install the driver, or in a container pass the devices through, or use backend: onednn.");
    }
    if (probe.devices() == 0) {
      return new Unavailable(
          "The NVIDIA driver is there, but no device was found.",
          "Check nvidia-smi, or in a container pass the devices through, or use backend: onednn.");
    }
    if (!probe.cudnn()) {
      return new Unavailable(
          "cuDNN 9 was not found: there is no libcudnn.so.9.",
          "Install cuDNN 9 for CUDA 13, or use backend: onednn.");
    }
    return new Unavailable(
        "This version of feedalign has no CUDA kernels yet.", "Use backend: onednn.");
  }
}
