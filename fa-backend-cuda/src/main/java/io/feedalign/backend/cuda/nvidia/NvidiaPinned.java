package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.device.PinnedBlock;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Host memory that the driver has locked. */
final class NvidiaPinned implements PinnedBlock {
  private final Pointer place;
  private final ByteBuffer bytes;

  private NvidiaPinned(Pointer place, long size) {
    this.place = place;
    bytes = new BytePointer(place).capacity(size).asByteBuffer().order(ByteOrder.nativeOrder());
  }

  static NvidiaPinned allocate(long size) {
    Pointer place = new Pointer();
    int status = cudart.cudaMallocHost(place, Math.max(size, 1));
    if (status == cudart.cudaErrorMemoryAllocation) {
      cudart.cudaGetLastError(); // it would be reported again by the next call
      throw new FaException(
          ErrorKind.RESOURCES,
          "The machine cannot lock "
              + size
              + " bytes of its memory for copies to the device. Free memory, or raise the limit of"
              + " locked memory (ulimit -l).",
          null);
    }
    CudaStatus.check(status, "locking " + size + " bytes of the machine's memory");
    return new NvidiaPinned(place, size);
  }

  @Override
  public ByteBuffer bytes() {
    return bytes;
  }

  @Override
  public void close() {
    CudaStatus.check(cudart.cudaFreeHost(place), "freeing locked memory");
  }
}
