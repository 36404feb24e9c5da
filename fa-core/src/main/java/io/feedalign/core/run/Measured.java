package io.feedalign.core.run;

import io.feedalign.train.Measure;
import io.feedalign.train.ProbeFailure;
import java.util.List;

/**
 * What probes took in one go.
 *
 * @param failures of probes that could not; their measures are missing or undefined
 */
public record Measured(List<Measure> measures, List<ProbeFailure> failures) {
  /** Copies the lists. */
  public Measured {
    measures = List.copyOf(measures);
    failures = List.copyOf(failures);
  }
}
