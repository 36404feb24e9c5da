package io.feedalign.core.run;

import io.feedalign.train.ProbeFailure;
import java.util.List;

/**
 * What compiling found worth telling, though nothing stands in the way of a run.
 *
 * @param notes one line each, from rules about what they will do in this network
 * @param failures probes that could not be written and will measure nothing
 */
public record Findings(List<String> notes, List<ProbeFailure> failures) {
  /** Nothing. */
  public static final Findings NONE = new Findings(List.of(), List.of());

  /** Copies the lists. */
  public Findings {
    notes = List.copyOf(notes);
    failures = List.copyOf(failures);
  }
}
