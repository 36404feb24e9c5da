package io.feedalign.core.run;

import io.feedalign.train.EpochReport;
import io.feedalign.train.ProbeReport;
import java.util.List;

/**
 * Everything that a run needs to go on as if it had never stopped, but for the network's tensors.
 *
 * @param position how far it is
 * @param epochs every epoch that was finished
 * @param probes everything that probes took so far
 */
public record Standing(Position position, List<EpochReport> epochs, List<ProbeReport> probes) {
  /** Before the first step. */
  public static final Standing START = new Standing(Position.START, List.of(), List.of());

  /** Copies the lists. */
  public Standing {
    epochs = List.copyOf(epochs);
    probes = List.copyOf(probes);
  }
}
