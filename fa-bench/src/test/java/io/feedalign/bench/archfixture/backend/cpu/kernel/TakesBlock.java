package io.feedalign.bench.archfixture.backend.cpu.kernel;

import io.feedalign.bench.archfixture.backend.cpu.Kernel;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.FloatPointer;

/** Takes memory each time: in its run, behind a call, and in a lambda. */
public final class TakesBlock implements Kernel {
  private ByteBuffer block = ByteBuffer.allocate(0);

  @Override
  public void run() {
    block = grown(block.capacity() + 1);
  }

  private static ByteBuffer grown(int bytes) {
    return ByteBuffer.allocateDirect(bytes);
  }

  /** The same as a lambda. */
  static Kernel bind(FloatPointer[] place) {
    return () -> place[0] = new FloatPointer(16);
  }
}
