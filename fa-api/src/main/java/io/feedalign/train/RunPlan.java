package io.feedalign.train;

import java.util.List;
import org.apiguardian.api.API;

/**
 * What a run is about to do.
 *
 * <pre>{@code
 * RunPlan run = new RunPlan("baseline", 10, 429, 128);
 * long steps = (long) run.epochs() * run.stepsPerEpoch(); // 4290
 * }</pre>
 *
 * @param label the name of this run among others, such as the rule's
 * @param epochs planned
 * @param stepsPerEpoch full batches in one epoch
 * @param batch images in one step
 * @param notes what is worth knowing beforehand, one line each, such as what a rule says that it
 *     cannot do in this network
 */
@API(status = API.Status.STABLE, since = "0.1")
public record RunPlan(String label, int epochs, int stepsPerEpoch, int batch, List<String> notes) {
  /** Copies the list. */
  public RunPlan {
    notes = List.copyOf(notes);
  }

  /** A plan about which there is nothing to note. */
  public RunPlan(String label, int epochs, int stepsPerEpoch, int batch) {
    this(label, epochs, stepsPerEpoch, batch, List.of());
  }
}
