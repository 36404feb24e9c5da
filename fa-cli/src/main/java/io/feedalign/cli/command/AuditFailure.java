package io.feedalign.cli.command;

import io.feedalign.core.audit.AuditReport;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.Serial;

/** What makes an error that of a failed audit. */
final class AuditFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;
  private static final String PREFIX = "The audit failed: ";

  private AuditFailure(String message) {
    super(message);
  }

  /** The error for a report that did not pass. */
  static FaException of(AuditReport report) {
    return of(PREFIX + String.join(" ", report.failures()));
  }

  /** Whether a run's remark is that of a failed audit. */
  static boolean told(String remark) {
    return remark.startsWith(PREFIX);
  }

  static FaException of(String message) {
    return new FaException(ErrorKind.PLUGIN, message, new AuditFailure(message));
  }
}
