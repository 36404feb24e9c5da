package io.feedalign.backend.cuda.device;

import java.nio.ByteBuffer;

/** A stream as far as copies to a device are concerned, which happen in its order. */
public interface Uploads {
  /**
   * Copies what remains of pinned memory, position to limit, to the device, in stream order;
   * returns before it is done.
   */
  void upload(ByteBuffer pinned, long address);

  /** Waits until everything enqueued is done; reports what failed on the way. */
  void synchronize();
}
