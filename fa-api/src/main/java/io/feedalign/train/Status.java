package io.feedalign.train;

import org.apiguardian.api.API;

/** How a run ended. */
@API(status = API.Status.STABLE, since = "0.1")
public enum Status {
  /** All epochs were made. */
  FINISHED,
  /** The loss was no longer a finite number. */
  DIVERGED
}
