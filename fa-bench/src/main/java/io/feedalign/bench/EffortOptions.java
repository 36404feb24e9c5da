package io.feedalign.bench;

import io.feedalign.bench.macro.StepQuestion;
import picocli.CommandLine.Option;

/** How many learning steps a command makes. */
final class EffortOptions {
  @Option(
      names = "--steps",
      paramLabel = "K",
      description = "Steps to time; ${DEFAULT-VALUE} by default.")
  private int steps;

  @Option(
      names = "--warmup",
      paramLabel = "K",
      description = "Steps before; ${DEFAULT-VALUE} by default.")
  private int warmup;

  /** So many if nothing else is said. */
  EffortOptions(int steps, int warmup) {
    this.steps = steps;
    this.warmup = warmup;
  }

  /** What was said. */
  StepQuestion.Effort effort() {
    return new StepQuestion.Effort(StepOptions.atLeastOne("--steps", steps), Math.max(0, warmup));
  }
}
