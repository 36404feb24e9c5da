package io.feedalign.backend.cuda.device;

import java.nio.ByteBuffer;

/** Page-locked host memory. */
public interface PinnedBlock extends AutoCloseable {
  /** All of it, in native byte order, from position 0. */
  ByteBuffer bytes();

  @Override
  void close();
}
