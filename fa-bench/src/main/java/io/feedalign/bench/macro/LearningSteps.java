package io.feedalign.bench.macro;

import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.error.FaException;
import io.feedalign.optim.Schedule;
import java.util.function.IntConsumer;

/** Learning steps of one network on random images, which somebody else closes. */
public final class LearningSteps implements Contender {
  private final String rule;
  private final CompiledNetwork network;
  private final SyntheticBatches batches;
  private int made;

  /** Steps of an initialized network. */
  public LearningSteps(String rule, CompiledNetwork network, SyntheticBatches batches) {
    this.rule = rule;
    this.network = network;
    this.batches = batches;
  }

  @Override
  public String label() {
    return rule;
  }

  /** One step as a trainer makes it: the next batch is copied meanwhile, where it can be. */
  @Override
  public void run() {
    network.begin(batches.forStep(made), next());
    if (network.lands()) {
      network.land(batches.forStep(made));
    }
    check(network.finish());
  }

  /** One step that tells how many instructions are done. */
  public void run(IntConsumer progress) {
    check(network.learn(batches.forStep(made), next(), progress));
  }

  private Schedule.Progress next() {
    return new Schedule.Progress(made++, 1000, 1000);
  }

  private void check(double loss) {
    if (!Double.isFinite(loss)) {
      throw FaException.user(
          "Under rule '"
              + rule
              + "' the loss was not finite at step "
              + made
              + ": its feedback overflows on this model, and arithmetic on infinite numbers has"
              + " another speed. Measure it on a shallower model.");
    }
  }
}
