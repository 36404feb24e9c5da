package io.feedalign.backend.cuda.nvidia;

import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;

/** CUDA's own words for its errors. */
final class CudaErrors {
  private CudaErrors() {}

  /** Name and sentence of a status, as the runtime knows them. */
  static String describe(int status) {
    return text(cudart.cudaGetErrorName(status)) + ", " + text(cudart.cudaGetErrorString(status));
  }

  private static String text(BytePointer words) {
    return words == null || words.isNull() ? "unknown" : words.getString();
  }
}
