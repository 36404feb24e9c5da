package io.feedalign.backend.cuda.nvidia;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.nio.ByteBuffer;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;

/** Plain device memory of the current device, and the copies to and from it. */
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

  /** Copies what remains of pinned memory to a device, in a stream's order. */
  static void upload(ByteBuffer pinned, long address, NvidiaStream stream) {
    DevicePointer to = new DevicePointer(address);
    copy(to, start(pinned), pinned.remaining(), cudart.cudaMemcpyHostToDevice, stream);
  }

  /** Copies from a device into what remains of pinned memory, in a stream's order. */
  static void download(long address, ByteBuffer pinned, NvidiaStream stream) {
    DevicePointer from = new DevicePointer(address);
    copy(start(pinned), from, pinned.remaining(), cudart.cudaMemcpyDeviceToHost, stream);
  }

  /** Copies within a device, in a stream's order. */
  static void copy(long from, long to, long bytes, NvidiaStream stream) {
    DevicePointer place = new DevicePointer(to);
    copy(place, new DevicePointer(from), bytes, cudart.cudaMemcpyDeviceToDevice, stream);
  }

  private static void copy(Pointer to, Pointer from, long bytes, int kind, NvidiaStream stream) {
    CudaStatus.check(
        cudart.cudaMemcpyAsync(to, from, bytes, kind, stream.handle()), "copying memory");
  }

  /** Where what remains of a buffer begins. */
  private static DevicePointer start(ByteBuffer buffer) {
    return new DevicePointer(new Pointer(buffer).address() + buffer.position());
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
