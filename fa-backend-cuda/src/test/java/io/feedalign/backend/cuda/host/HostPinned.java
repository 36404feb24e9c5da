package io.feedalign.backend.cuda.host;

import io.feedalign.backend.cuda.device.PinnedBlock;
import java.nio.ByteBuffer;

/** Ordinary memory that stands in for a locked block. */
record HostPinned(ByteBuffer bytes) implements PinnedBlock {
  /** Whoever still copies from it copies rubbish. */
  @Override
  public void close() {
    bytes.clear();
    while (bytes.hasRemaining()) {
      bytes.put((byte) 0xff);
    }
  }
}
