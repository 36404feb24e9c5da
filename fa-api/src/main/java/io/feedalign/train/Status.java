package io.feedalign.train;

import org.apiguardian.api.API;

/**
 * How a run ended.
 *
 * <pre>{@code
 * boolean comparable = report.status() == Status.FINISHED;
 * String why = comparable ? "" : report.status() + ": " + report.remark();
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public enum Status {
  /** All epochs were made. */
  FINISHED,
  /** The loss was no longer a finite number. */
  DIVERGED,
  /** A plugin failed; the remark says which. */
  FAILED,
  /** It was asked to stop, and can go on from where it stands. */
  INTERRUPTED
}
