package io.feedalign.backend.cuda.nvidia;

import io.feedalign.error.FaException;
import java.nio.charset.StandardCharsets;
import org.bytedeco.cuda.global.cudnn;

/** What cuDNN's status codes become. */
final class CudnnStatus {
  private static final int OUT_OF_MEMORY = cudnn.CUDNN_STATUS_ALLOC_FAILED;
  private static final int LONGEST = 1024;

  private CudnnStatus() {}

  /**
   * Nothing, if a call went well.
   *
   * @param doing what was tried, such as {@code finalising TENSOR}
   */
  static void check(int status, String doing) {
    if (status != cudnn.CUDNN_STATUS_SUCCESS) {
      throw failure(status, doing, description(status));
    }
  }

  /** The error that a status becomes. */
  static FaException failure(int status, String doing, String description) {
    String what = "cuDNN failed while " + doing + ": " + description + ".";
    return status == OUT_OF_MEMORY
        ? FaException.resources(
            what
                + " Use a smaller batch or network, or end what else uses the device (nvidia-smi).")
        : FaException.internal(what);
  }

  private static String description(int status) {
    byte[] words = new byte[LONGEST];
    cudnn.cudnnGetLastErrorString(words, LONGEST);
    int end = 0;
    while (end < LONGEST && words[end] != 0) {
      end++;
    }
    String last = new String(words, 0, end, StandardCharsets.UTF_8).trim();
    String name = cudnn.cudnnGetErrorString(status).getString();
    return last.isEmpty() ? name : name + ", " + last;
  }
}
