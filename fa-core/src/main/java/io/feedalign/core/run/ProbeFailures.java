package io.feedalign.core.run;

import io.feedalign.error.FaException;

/** Words for what a probe threw. */
public final class ProbeFailures {
  private ProbeFailures() {}

  /** One line: our own errors say enough, others are named by their class. */
  public static String reason(Throwable thrown) {
    String message = String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
    if (thrown instanceof FaException) {
      return message;
    }
    String name = thrown.getClass().getSimpleName();
    return thrown.getMessage() == null ? name + "." : name + ": " + message;
  }
}
