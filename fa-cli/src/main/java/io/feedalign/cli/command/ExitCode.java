package io.feedalign.cli.command;

import io.feedalign.core.store.DiskFull;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;

/** What {@code fa} tells the shell. */
public final class ExitCode {

  /** All went well. */
  public static final int FINE = 0;

  /** Our fault, or a plugin's. */
  public static final int OUR_FAULT = 1;

  /** Something that the user can mend: usage, configuration, files, memory, devices. */
  public static final int USER = 2;

  /** Training diverged. */
  public static final int DIVERGED = 3;

  /** An audit found that a rule does not do what it says. */
  public static final int AUDIT = 4;

  /** A disk is full. */
  public static final int DISK_FULL = 74;

  private ExitCode() {}

  static int of(FaException failure) {
    if (failure.getCause() instanceof AuditFailure) {
      return AUDIT;
    }
    return failure.getCause() instanceof DiskFull ? DISK_FULL : of(failure.kind());
  }

  static int of(ErrorKind kind) {
    switch (kind) {
      case USER:
      case RESOURCES:
        return USER;
      case PLUGIN:
      case INTERNAL:
        return OUR_FAULT;
    }
    throw new AssertionError(kind);
  }
}
