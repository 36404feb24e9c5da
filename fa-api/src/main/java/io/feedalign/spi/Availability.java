package io.feedalign.spi;

import org.apiguardian.api.API;

/** Whether a backend can run on this machine. */
@API(status = API.Status.STABLE, since = "0.1")
public sealed interface Availability {
  /**
   * It can.
   *
   * @param detail one line, such as the library's version
   */
  record Available(String detail) implements Availability {}

  /**
   * It cannot.
   *
   * @param reason one sentence
   * @param remedy one sentence: what to do about it
   */
  record Unavailable(String reason, String remedy) implements Availability {}
}
