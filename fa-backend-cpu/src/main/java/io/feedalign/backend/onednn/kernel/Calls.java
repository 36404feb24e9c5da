package io.feedalign.backend.onednn.kernel;

import io.feedalign.backend.cpu.Kernel;
import java.util.List;

/** Calls in a row, such as a reordered weight and what uses it. */
final class Calls implements Kernel {
  private final Call[] calls;

  Calls(List<Call> calls) {
    this.calls = calls.toArray(new Call[0]);
  }

  @Override
  public void run() {
    for (Call call : calls) {
      call.run();
    }
  }
}
