package io.feedalign.bench.check;

import io.feedalign.bench.macro.Contender;
import java.nio.ByteBuffer;

/** A copy by one thread that moves so many bytes: half of them read, half of them written. */
final class Copying implements Contender {
  private final String label;
  private final ByteBuffer from;
  private final ByteBuffer into;

  Copying(String label, long bytes) {
    this.label = label;
    int half = Math.toIntExact(Math.max(1, bytes / 2));
    from = ByteBuffer.allocateDirect(half);
    into = ByteBuffer.allocateDirect(half);
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public void run() {
    into.put(0, from, 0, from.capacity());
  }
}
