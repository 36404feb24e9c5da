package io.feedalign.backend;

import org.apiguardian.api.API;

/** One block of a backend's memory. */
@API(status = API.Status.STABLE, since = "0.1")
public interface Arena extends AutoCloseable {
  /** Its size. */
  long bytes();

  /** How long its contents are needed. */
  Lifetime lifetime();

  @Override
  void close();
}
