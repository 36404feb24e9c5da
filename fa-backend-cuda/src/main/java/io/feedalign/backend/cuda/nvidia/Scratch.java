package io.feedalign.backend.cuda.nvidia;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.global.cudart;

/** Device memory full of zeros on which algorithms are measured, and given back after it. */
final class Scratch implements AutoCloseable {
  private final NvidiaStream stream;
  private final List<Long> blocks = new ArrayList<>();

  Scratch(NvidiaStream stream) {
    this.stream = stream;
  }

  /**
   * A new block.
   *
   * @throws io.feedalign.error.FaException (RESOURCES) if the device has no room for it
   */
  long block(long bytes) {
    long place = NvidiaMemory.allocate(bytes);
    blocks.add(place);
    CudaStatus.check(
        cudart.cudaMemsetAsync(new DevicePointer(place), 0, bytes, stream.handle()),
        "clearing " + bytes + " bytes");
    return place;
  }

  @Override
  public void close() {
    stream.synchronize();
    blocks.forEach(NvidiaMemory::free);
    blocks.clear();
  }
}
