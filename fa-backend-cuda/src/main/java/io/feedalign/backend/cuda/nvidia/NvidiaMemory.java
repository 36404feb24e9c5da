package io.feedalign.backend.cuda.nvidia;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;

/** Plain device memory of the current device. */
final class NvidiaMemory {
  private NvidiaMemory() {}

  /**
   * Memory with undefined contents, aligned to at least 256 bytes.
   *
   * @throws FaException (RESOURCES) naming the bytes and what is free
   */
  static long allocate(long bytes) {
    Pointer place = new Pointer();
    int status = cudart.cudaMalloc(place, Math.max(bytes, 1));
    if (status == cudart.cudaErrorMemoryAllocation) {
      cudart.cudaGetLastError(); // it would be reported again by the next call
      throw new FaException(ErrorKind.RESOURCES, shortage(bytes), null);
    }
    CudaStatus.check(status, "allocating " + bytes + " bytes");
    return place.address();
  }

  /** Gives memory back. */
  static void free(long address) {
    CudaStatus.check(cudart.cudaFree(new DevicePointer(address)), "freeing memory");
  }

  private static String shortage(long bytes) {
    try (SizeTPointer free = new SizeTPointer(1);
        SizeTPointer total = new SizeTPointer(1)) {
      CudaStatus.check(cudart.cudaMemGetInfo(free, total), "asking for free memory");
      return "The device has no "
          + bytes
          + " bytes in one block: "
          + free.get()
          + " of its "
          + total.get()
          + " bytes are free. Use a smaller batch or network, or end what else uses the device"
          + " (nvidia-smi).";
    }
  }
}
