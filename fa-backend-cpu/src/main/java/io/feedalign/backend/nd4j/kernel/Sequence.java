package io.feedalign.backend.nd4j.kernel;

import io.feedalign.backend.cpu.Kernel;
import java.util.List;

/** Kernels that run one after the other as one. */
final class Sequence implements Kernel {
  private final Kernel[] steps;

  Sequence(List<Kernel> steps) {
    this.steps = steps.toArray(Kernel[]::new);
  }

  @Override
  public void run() {
    for (Kernel step : steps) {
      step.run();
    }
  }
}
