package io.feedalign.core.audit;

import java.util.List;

/**
 * What an audit found.
 *
 * @param layers in topological order
 * @param failures one sentence each: where, what was found and what was expected; none if all is
 *     well
 * @param remarks what else is worth knowing
 * @param steps learning steps that were checked
 * @param batch images in each
 * @param tolerance largest residual that passes
 */
public record AuditReport(
    List<AuditedLayer> layers,
    List<String> failures,
    List<String> remarks,
    int steps,
    int batch,
    double tolerance) {
  /** Copies the lists. */
  public AuditReport {
    layers = List.copyOf(layers);
    failures = List.copyOf(failures);
    remarks = List.copyOf(remarks);
  }

  /** Whether nothing is wrong. */
  public boolean passed() {
    return failures.isEmpty();
  }
}
