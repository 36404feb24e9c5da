package io.feedalign.backend.cuda.nvidia;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;

/** What CUDA's status codes mean to somebody who has to do something about them. */
final class CudaStatus {
  /** As {@code cudaSuccess} and {@code CUDA_SUCCESS}. */
  static final int SUCCESS = 0;

  private static final int OUT_OF_MEMORY = 2;
  private static final int INSUFFICIENT_DRIVER = 35;
  private static final int NO_KERNEL_IMAGE = 209;
  private static final int INVALID_DEVICE = 101;
  private static final int NO_DEVICE = 100;
  private static final int ECC_UNCORRECTABLE = 214;
  private static final int UNAVAILABLE = 46;

  private CudaStatus() {}

  /**
   * Nothing, if a call went well.
   *
   * @param status of the runtime or of the driver; both number their errors alike
   * @param doing what was tried, such as {@code copying 4096 bytes to the device}
   */
  static void check(int status, String doing) {
    if (status != SUCCESS) {
      throw failure(status, doing, CudaErrors.describe(status));
    }
  }

  /**
   * The error that a status becomes.
   *
   * @param description CUDA's own name and words for it
   */
  static FaException failure(int status, String doing, String description) {
    String what = "CUDA failed while " + doing + ": " + description + ".";
    String remedy = remedy(status);
    return remedy.isEmpty()
        ? FaException.internal(
            what + " The device's context is lost or the call was wrong; restart the process.")
        : new FaException(ErrorKind.RESOURCES, what + " " + remedy, null);
  }

  private static String remedy(int status) {
    switch (status) {
      case OUT_OF_MEMORY:
        return "Use a smaller batch or network, or end what else uses the device (nvidia-smi).";
      case INSUFFICIENT_DRIVER:
        return "Install the NVIDIA driver 580 or newer, or use backend: onednn.";
      case NO_DEVICE:
      case INVALID_DEVICE:
        return "Check nvidia-smi, CUDA_VISIBLE_DEVICES and the setting device, or use backend:"
            + " onednn.";
      case UNAVAILABLE:
        return "Another process holds the device alone; end it or choose another device.";
      case NO_KERNEL_IMAGE:
        return "This device is too old for CUDA 13 (7.5 is the oldest); use backend: onednn.";
      case ECC_UNCORRECTABLE:
        return "The device's memory is damaged or needs a reset; see nvidia-smi.";
      default:
        return "";
    }
  }
}
