package io.feedalign.backend.cuda.nvidia;

import io.feedalign.error.FaException;
import org.bytedeco.cuda.global.cublas;

/** What cuBLASLt's status codes become. */
final class CublasStatus {
  private CublasStatus() {}

  /**
   * Nothing, if a call went well.
   *
   * @param doing what was tried, such as {@code running a product}
   */
  static void check(int status, String doing) {
    if (status != cublas.CUBLAS_STATUS_SUCCESS) {
      throw failure(status, doing, cublas.cublasLtGetStatusString(status).getString());
    }
  }

  /** The error that a status becomes. */
  static FaException failure(int status, String doing, String description) {
    String what = "cuBLASLt failed while " + doing + ": " + description + ".";
    return status == cublas.CUBLAS_STATUS_ALLOC_FAILED
        ? FaException.resources(
            what
                + " Use a smaller batch or network, or end what else uses the device (nvidia-smi).")
        : FaException.internal(what);
  }
}
